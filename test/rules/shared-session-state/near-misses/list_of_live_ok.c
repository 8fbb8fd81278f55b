/* What is written into one connection of the list of all of them is that connection's. */
#include <stddef.h>
#include <string.h>

struct conn {
  struct conn *next;
  int fd;
  int closing;
  char *user;
};

static struct conn *live[8];

char *pool_copy(const char *text);
void say(int fd, const char *user);
const char *username_of(int fd);

void logged_in(int thread, int fd) {
  for (struct conn *c = live[thread]; c; c = c->next)
    if (c->fd == fd)
      c->user = pool_copy(username_of(fd));
}

void greet(int thread, int fd) {
  struct conn *c = live[thread];
  while (c && c->fd != fd)
    c = c->next;
  if (c)
    say(fd, c->user);
}
