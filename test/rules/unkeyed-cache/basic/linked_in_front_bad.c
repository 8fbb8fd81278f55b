/* The new entry is put in front of the others: its link leads to them, and it stays the entry that was made. */
#include <stdlib.h>
#include <string.h>

struct entry {
  struct entry *next;
  char *path;
  char *page;
};

struct request {
  const char *path;
  const char *user_id;
};

char *render(const char *path, const char *user_id);

static struct entry *all;

const char *answer(const struct request *request) {
  struct entry *e;
  for (e = all; e; e = e->next)
    if (strcmp(e->path, request->path) == 0)
      return e->page;
  e = calloc(1, sizeof *e);
  e->path = strdup(request->path);
  e->page = render(request->path, request->user_id);
  e->next = all;
  all = e; /* finding: crosstalk-unkeyed-cache */
  return e->page;
}
