/* An unseen test gets the peer of both, another one the login of the channel alone. */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct channel {
  struct channel *next;
  const char *peer;
  const char *login;
  const char *password;
  int fd;
};

struct errand {
  const char *peer;
  const char *login;
  const char *password;
};

struct channel *channel_alloc(void);
int channel_open(const char *peer, const char *login, const char *password);
bool same_text(const char *one, const char *other);
bool is_usable(const char *login);

static struct channel *find_open(struct channel **all, const struct errand *errand) {
  struct channel *c;
  for (c = *all; c; c = c->next) {
    if (!same_text(c->peer, errand->peer))
      continue;
    if (!is_usable(c->login))
      continue;
    return c; /* finding: crosstalk-identity-blind-reuse */
  }
  return NULL;
}

struct channel *obtain(struct channel **all, const struct errand *errand) {
  struct channel *c = find_open(all, errand);
  if (c)
    return c;
  c = channel_alloc();
  c->peer = errand->peer;
  c->login = errand->login;
  c->password = errand->password;
  c->fd = channel_open(errand->peer, errand->login, errand->password);
  c->next = *all;
  *all = c;
  return c;
}
