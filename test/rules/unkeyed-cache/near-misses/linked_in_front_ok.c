/* Entries that are put in front of the others, and are looked for by whose they are too. */
#include <stdlib.h>
#include <string.h>

struct entry {
  struct entry *next;
  char *path;
  char *user_id;
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
    if (strcmp(e->path, request->path) == 0 && strcmp(e->user_id, request->user_id) == 0)
      return e->page;
  e = calloc(1, sizeof *e);
  e->path = strdup(request->path);
  e->user_id = strdup(request->user_id);
  e->page = render(request->path, request->user_id);
  e->next = all;
  all = e;
  return e->page;
}
