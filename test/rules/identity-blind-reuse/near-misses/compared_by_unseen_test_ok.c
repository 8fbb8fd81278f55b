/* The login is compared by a function of another unit: what it finds is not known, but the login has been asked for. */
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
int differ(const char *one, const char *other);

static struct channel *find_open(struct channel **all, const struct errand *errand) {
  struct channel *c;
  for (c = *all; c; c = c->next) {
    if (strcmp(c->peer, errand->peer))
      continue;
    if (!same_text(errand->login, c->login) || differ(errand->password, c->password))
      continue;
    return c;
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
