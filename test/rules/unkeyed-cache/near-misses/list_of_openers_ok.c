/* What was opened is found by its number, and used by whoever opened it only: the caller's own object is compared. */
#include <stdlib.h>

struct desk {
  int fd;
};

struct paper {
  struct paper *next;
  struct desk *desk;
  int number;
  char *user_id;
};

static struct paper *papers;

char *copy_of(const char *text);

struct paper *paper_find(struct desk *desk, int number) {
  struct paper *p;
  for (p = papers; p; p = p->next)
    if (p->number == number && p->desk == desk)
      return p;
  return NULL;
}

void paper_open(struct desk *desk, int number, const char *user_id) {
  struct paper *p = calloc(1, sizeof(*p));
  p->desk = desk;
  p->number = number;
  p->user_id = copy_of(user_id);
  p->next = papers;
  papers = p;
}
