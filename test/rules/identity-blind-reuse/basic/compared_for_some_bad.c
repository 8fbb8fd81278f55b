/* Only who asks for a signed-in channel has its login compared: others get one that somebody has signed in. */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum stage { STAGE_PLAIN, STAGE_SIGNED_IN };

struct channel {
  struct channel *next;
  const char *peer;
  const char *login;
  const char *password;
  enum stage stage;
  int fd;
};

struct errand {
  const char *peer;
  const char *login;
  const char *password;
  bool sign_in;
};

struct channel *channel_alloc(void);
int channel_open(const char *peer);
void channel_sign_in(int fd, const char *login, const char *password);

static struct channel *find_open(struct channel **all, const struct errand *errand) {
  struct channel *c;
  for (c = *all; c; c = c->next) {
    if (strcmp(c->peer, errand->peer))
      continue;
    if (errand->sign_in && (strcmp(c->login, errand->login) || strcmp(c->password, errand->password)))
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
  c->fd = channel_open(errand->peer);
  if (errand->sign_in) {
    channel_sign_in(c->fd, c->login, c->password);
    c->stage = STAGE_SIGNED_IN;
  }
  c->next = *all;
  *all = c;
  return c;
}
