/* The test that ends the loop is what was compared: the loop's own variable is what was found. */
#include <stdlib.h>
#include <string.h>

struct link {
  struct link *next;
  char *host;
  char *login;
  int busy;
  int fd;
};

static struct link *links;

int dial(const char *host, const char *login);

static struct link *link_find(const char *host, const char *login) {
  struct link *at = links;
  while (at && (at->busy || strcmp(at->host, host)))
    at = at->next;
  return at; /* finding: crosstalk-identity-blind-reuse */
}

struct link *link_get(const char *host, const char *login) {
  struct link *found = link_find(host, login);
  if (!found) {
    found = calloc(1, sizeof(*found));
    found->host = strdup(host);
    found->login = strdup(login);
    found->fd = dial(host, login);
    found->next = links;
    links = found; /* finding: crosstalk-unkeyed-cache */
  }
  found->busy = 1;
  return found;
}
