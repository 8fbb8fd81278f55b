/* The caller has the object in hand: finding it on the list again is no reuse. */
#include <stddef.h>

struct conn {
  struct conn *next;
  int fd;
  char *user;
};

struct server {
  struct conn *conns;
};

struct conn *made(struct server *s, const char *username, int fd);
char *pool_copy(const char *text);

void opened(struct server *s, struct conn *c, const char *username) {
  c->user = pool_copy(username);
  c->next = s->conns;
  s->conns = c;
}

struct conn *before(struct server *s, struct conn *wanted) {
  struct conn *it = s->conns;
  while (it != NULL && it->next != wanted)
    it = it->next;
  return it;
}

struct conn *taken_off(struct server *s, struct conn *wanted) {
  struct conn *it = s->conns;
  while (it != NULL && it != wanted)
    it = it->next;
  if (it == wanted)
    return it;
  return NULL;
}
