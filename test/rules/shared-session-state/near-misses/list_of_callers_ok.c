/* The head of a list: each caller is linked to the others, and found there by its own descriptor. */
#include <stddef.h>

struct caller {
  int fd;
  struct caller *next;
};

void line_to(struct caller *c, const char *text);

static struct caller *all;

void opened(struct caller *c) {
  c->next = all;
  all = c;
}

void answer(int fd, const char *text) {
  for (struct caller *c = all; c != NULL; c = c->next)
    if (c->fd == fd)
      line_to(c, text);
}
