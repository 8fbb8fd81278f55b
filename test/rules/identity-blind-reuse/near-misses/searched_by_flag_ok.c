/* Where the login depends on who asks, a flag is set and no link is looked for. */
#include <stdlib.h>
#include <string.h>

enum { NO_SEARCH = 1 };

struct link {
  struct link *next;
  char *host;
  char *login;
  int fd;
};

struct errand {
  int flags;
  const char *host;
  const char *login;
  struct link *link;
};

static struct link *links;

int dial(const char *host, const char *login);

static struct link *link_find(const char *host) {
  struct link **at, *link;
  for (at = &links; (link = *at) != NULL; at = &link->next)
    if (link->fd >= 0 && strcmp(link->host, host) == 0) {
      *at = link->next;
      return link;
    }
  return NULL;
}

int errand_start(struct errand *errand) {
  if (errand->login)
    errand->flags |= NO_SEARCH;
  if (!(errand->flags & NO_SEARCH)) {
    errand->link = link_find(errand->host);
    if (errand->link)
      return 0;
  }
  errand->link = calloc(1, sizeof(*errand->link));
  errand->link->host = strdup(errand->host);
  errand->link->login = errand->login ? strdup(errand->login) : NULL;
  errand->link->fd = dial(errand->host, errand->login);
  return errand->link->fd < 0 ? -1 : 0;
}

void errand_end(struct errand *errand) {
  if (errand->flags & NO_SEARCH)
    return;
  errand->link->next = links;
  links = errand->link;
}
