/* A connection from the free list is still logged in as its last client was. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct conn {
  int fd, authed;
  char mailbox[64];
  struct conn *next_free;
};

static struct conn *free_list;

int check_login(const char *mailbox, const char *password);
int count_of(const char *mailbox);

struct conn *conn_get(int fd) {
  struct conn *c = free_list;
  if (c)
    free_list = c->next_free;
  else
    c = calloc(1, sizeof *c);
  c->fd = fd;
  return c;
}

void conn_put(struct conn *c) {
  c->next_free = free_list;
  free_list = c;
}

int login(struct conn *c, const char *name, const char *word) {
  if (!check_login(name, word))
    return 0;
  snprintf(c->mailbox, sizeof c->mailbox, "%s", name); /* finding: crosstalk-unreset-pooled-object */
  c->authed = 1;                                       /* finding: crosstalk-unreset-pooled-object */
  return 1;
}

int count(struct conn *c) {
  if (!c->authed)
    return -1;
  return count_of(c->mailbox);
}
