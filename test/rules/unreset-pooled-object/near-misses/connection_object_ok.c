#include <stddef.h>

struct backend {
  int fd;
};

struct mailbox {
  struct backend *backend;
  struct channel *channel;
};

/* Made for each client that connects; the static one is no more than what they begin as. */
struct channel {
  struct backend *backend;
  struct mailbox *mailbox;
  struct channel *previous;
  char *label;
};

struct pending {
  struct channel *channel;
};

void *pool_alloc(size_t size);
char *pool_copy(const char *text);
void send_greeting(int fd, const char *label);

static struct channel blank;

struct channel *connected(struct backend *to) {
  struct channel *c = pool_alloc(sizeof(struct channel));
  *c = blank;
  c->backend = to;
  return c;
}

void line_received(struct pending *p, const char *username) {
  if (p->channel->label == NULL)
    p->channel->label = pool_copy(username);
}

void writable(struct pending *p) {
  send_greeting(p->channel->backend->fd, p->channel->label);
}
