/* The token is compared in constant time, by a loop of the program's own. */
#include <stddef.h>
#include <string.h>

struct uplink {
  struct uplink *next;
  const char *peer;
  const char *token;
  int fd;
};

struct uplink *uplink_alloc(void);
int uplink_open(const char *peer, const char *token);

static int differs(const char *a, const char *b) {
  int any = 0;
  size_t i = 0;
  if (!a || !b)
    return a || b;
  while (1) {
    any |= a[i] ^ b[i];
    if (!a[i] || !b[i])
      break;
    i++;
  }
  return any;
}

struct uplink *obtain(struct uplink **all, const char *peer, const char *token) {
  struct uplink *u, *chosen = NULL;
  for (u = *all; u; u = u->next) {
    if (strcmp(u->peer, peer) || differs(u->token, token))
      continue;
    chosen = u;
    break;
  }
  if (chosen)
    return chosen;
  u = uplink_alloc();
  u->peer = peer;
  u->token = token;
  u->fd = uplink_open(peer, token);
  u->next = *all;
  *all = u;
  return u;
}
