/* What is compared depends on the kind of whoever asks; for each kind somebody is. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum kind { KIND_SESSION, KIND_USER };

struct asker {
  enum kind kind;
  const char *session_id;
  const char *user_id;
};

struct permit {
  struct permit *next;
  struct asker asker;
  const char *action;
};

struct permit_store {
  struct permit *permits;
};

static bool same(const struct asker *a, const struct asker *b) {
  if (a->kind != b->kind)
    return false;
  if (a->kind == KIND_SESSION)
    return strcmp(a->session_id, b->session_id) == 0;
  return strcmp(a->user_id, b->user_id) == 0;
}

struct permit *permit_find(struct permit_store *store, const struct asker *asker, const char *action) {
  struct permit *p;
  for (p = store->permits; p; p = p->next)
    if (strcmp(p->action, action) == 0 && same(&p->asker, asker))
      return p;
  return NULL;
}

void permit_add(struct permit_store *store, const struct asker *asker, const char *action) {
  struct permit *p = calloc(1, sizeof(*p));
  p->asker = *asker;
  p->action = strdup(action);
  p->next = store->permits;
  store->permits = p;
}
