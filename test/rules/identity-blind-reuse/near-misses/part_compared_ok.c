/* A function copies the setup of TLS; the match compares the certificate, and whether there is a password is nobody. */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct tls_setup {
  int version;
  char *clientcert;
  bool has_password;
};

struct channel {
  struct channel *next;
  const char *peer;
  struct tls_setup tls;
  int fd;
};

struct errand {
  const char *peer;
  struct tls_setup tls;
};

struct channel *channel_alloc(void);
int channel_open(struct channel *c);
char *copy_text(const char *text);

void tls_copy(const struct tls_setup *from, struct tls_setup *to) {
  to->version = from->version;
  to->clientcert = copy_text(from->clientcert);
  to->has_password = from->has_password;
}

static struct channel *find_open(struct channel **all, const struct errand *errand) {
  struct channel *c;
  for (c = *all; c; c = c->next) {
    if (strcmp(c->peer, errand->peer) || c->tls.version != errand->tls.version ||
        strcmp(c->tls.clientcert, errand->tls.clientcert))
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
  tls_copy(&errand->tls, &c->tls);
  c->fd = channel_open(c);
  c->next = *all;
  *all = c;
  return c;
}
