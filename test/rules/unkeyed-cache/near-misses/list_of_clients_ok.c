/* Who is connected is kept in a list, and a pending job in another: no answers for others. */
#include <stdlib.h>
#include <string.h>

struct client {
  struct client *next;
  int fd;
  char *user_id;
};

struct job {
  struct job *next;
  char *user_id;
  char *text;
};

static struct client *clients;
static struct job *pending;

void client_connected(int fd, const char *user_id) {
  struct client *c = malloc(sizeof(*c));
  c->fd = fd;
  c->user_id = strdup(user_id);
  c->next = clients;
  clients = c;
}

void job_submit(const char *user_id, const char *text) {
  struct job *j = malloc(sizeof(*j));
  j->user_id = strdup(user_id);
  j->text = strdup(text);
  j->next = pending;
  pending = j;
}

struct job *job_take(void) {
  struct job *j = pending;
  if (j)
    pending = j->next;
  return j;
}
