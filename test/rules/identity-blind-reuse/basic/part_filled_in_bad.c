/* The line's way through a gate is a record of its own, filled in where there is a gate; its login is not compared. */
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct way {
  char *host;
  char *user;
  char *passwd;
};

struct line {
  struct line *next;
  char *server;
  bool relayed;
  struct way relay;
  struct way gate;
  int fd;
};

struct errand {
  const char *server;
  const char *relay;
  const char *gate;
  const char *gate_user;
  const char *gate_passwd;
};

int line_open(struct line *line);

static struct line *line_of(const struct errand *errand) {
  struct line *l = calloc(1, sizeof(*l));
  l->server = strdup(errand->server);
  if (errand->relay) {
    l->relayed = true;
    l->relay.host = strdup(errand->relay);
  }
  if (errand->gate) {
    l->gate.host = strdup(errand->gate);
    l->gate.user = errand->gate_user ? strdup(errand->gate_user) : NULL;
    l->gate.passwd = errand->gate_passwd ? strdup(errand->gate_passwd) : NULL;
  }
  return l;
}

struct line *obtain(struct line **all, const struct errand *errand) {
  struct line *wanted = line_of(errand), *l;
  for (l = *all; l; l = l->next) {
    if (strcmp(l->server, wanted->server) || strcmp(l->relay.host, wanted->relay.host) ||
        strcmp(l->gate.host, wanted->gate.host))
      continue;
    return l; /* finding: crosstalk-identity-blind-reuse */
  }
  line_open(wanted);
  wanted->next = *all;
  *all = wanted;
  return wanted;
}
