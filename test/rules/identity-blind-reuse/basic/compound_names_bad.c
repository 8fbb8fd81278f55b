/* The login at the relay goes into the line as well; its name is one word, as C has it. */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct line {
  struct line *next;
  const char *server;
  const char *user;
  const char *relayuser;
  const char *relaypasswd;
  int fd;
};

struct errand {
  const char *server;
  const char *user;
  const char *relayuser;
  const char *relaypasswd;
};

struct line *line_alloc(void);
int line_open(const char *server, const char *relayuser, const char *relaypasswd);

struct line *obtain(struct line **all, const struct errand *errand) {
  struct line *l;
  for (l = *all; l; l = l->next) {
    if (strcmp(l->server, errand->server) || strcmp(l->user, errand->user))
      continue;
    return l; /* finding: crosstalk-identity-blind-reuse */
  }
  l = line_alloc();
  l->server = errand->server;
  l->user = errand->user;
  l->relayuser = errand->relayuser;
  l->relaypasswd = errand->relaypasswd;
  l->fd = line_open(errand->server, errand->relayuser, errand->relaypasswd);
  l->next = *all;
  *all = l;
  return l;
}
