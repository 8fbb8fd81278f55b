/* A link is looked for whoever the errand logs in as. */
#include <stdlib.h>
#include <string.h>

struct link {
  struct link *next;
  char *host;
  char *login;
  int fd;
};

struct errand {
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
      return link; /* finding: crosstalk-identity-blind-reuse */
    }
  return NULL;
}

int errand_start(struct errand *errand) {
  errand->link = link_find(errand->host);
  if (errand->link)
    return 0;
  errand->link = calloc(1, sizeof(*errand->link));
  errand->link->host = strdup(errand->host);
  errand->link->login = errand->login ? strdup(errand->login) : NULL;
  errand->link->fd = dial(errand->host, errand->login);
  return errand->link->fd < 0 ? -1 : 0;
}

void errand_end(struct errand *errand) {
  errand->link->next = links;
  links = errand->link;
}
