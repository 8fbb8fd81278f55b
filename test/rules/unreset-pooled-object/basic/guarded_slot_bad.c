/* Workers share a slot, so it has a lock; the client that gets the slot next finds the strength of the last login. */
#include <pthread.h>
#include <stddef.h>

struct client {
  enum { FREE, BUSY } state;
  int sd;
  char *login;
  unsigned strength;
  pthread_mutex_t lock;
};

struct client *clients;

int login_step(const char *mechanism, const char *token, char **login, unsigned *strength);
int permits(const char *login, unsigned strength, const char *path);
void release(char *text);

struct client *take(int sd) {
  struct client *c = &clients[sd];
  pthread_mutex_lock(&c->lock);
  c->sd = sd;
  c->state = BUSY;
  pthread_mutex_unlock(&c->lock);
  return c;
}

void hang_up(struct client *c) {
  pthread_mutex_lock(&c->lock);
  release(c->login);
  c->login = NULL;
  c->state = FREE;
  pthread_mutex_unlock(&c->lock);
}

int login(struct client *c, const char *mechanism, const char *token) {
  char *name = NULL;
  unsigned strength = 0;
  if (login_step(mechanism, token, &name, &strength) != 0)
    return -1;
  pthread_mutex_lock(&c->lock);
  c->login = name;
  if (strength > 0)
    c->strength = strength; /* finding: crosstalk-unreset-pooled-object */
  pthread_mutex_unlock(&c->lock);
  return 0;
}

int may_read(const struct client *c, const char *path) { return permits(c->login, c->strength, path); }
