/* A session notes which site it was opened at, and it is asked before the session is taken. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct site {
  const char *name;
  const char *issuer;
};

struct request {
  const struct site *site;
  const char *number;
  const char *user;
};

struct entry {
  char key[33];
  char opened_at[64];
  char username[64];
  long used;
};

static struct entry entries[100];

long now(void);

struct entry *entry_of(struct request *request) {
  int i;
  for (i = 0; i < 100; i++) {
    if (strcmp(entries[i].key, request->number) != 0 ||
        strcmp(entries[i].opened_at, request->site->name) != 0)
      continue;
    entries[i].used = now();
    return &entries[i];
  }
  return NULL;
}

void entry_open(struct request *request, int i, const char *username) {
  struct entry *made = &entries[i];
  memset(made, 0, sizeof(*made));
  snprintf(made->key, sizeof(made->key), "%s", request->number);
  snprintf(made->opened_at, sizeof(made->opened_at), "%s", request->site->name);
  snprintf(made->username, sizeof(made->username), "%s", username);
}

int entry_login(struct request *request) {
  struct entry *found = entry_of(request);
  if (!found)
    return 401;
  request->user = found->username;
  return 0;
}
