/* Who does not sign in gets no channel that somebody has signed in. */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum stage { STAGE_PLAIN, STAGE_SIGNED_IN };

struct channel {
  struct channel *next;
  const char *peer;
  const char *login;
  enum stage stage;
  int fd;
};

struct errand {
  const char *peer;
  const char *login;
  bool sign_in;
};

struct channel *channel_alloc(void);
int channel_open(const char *peer);
void channel_sign_in(int fd, const char *login);

static struct channel *find_open(struct channel **all, const struct errand *errand) {
  struct channel *c;
  for (c = *all; c; c = c->next) {
    if (strcmp(c->peer, errand->peer))
      continue;
    if (errand->sign_in && strcmp(c->login, errand->login))
      continue;
    if (!errand->sign_in && c->stage != STAGE_PLAIN)
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
  c->fd = channel_open(errand->peer);
  if (errand->sign_in) {
    channel_sign_in(c->fd, c->login);
    c->stage = STAGE_SIGNED_IN;
  }
  c->next = *all;
  *all = c;
  return c;
}
