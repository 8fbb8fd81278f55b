/* Who may end the watch is asked before it is taken off the list; the list then has another head. */
#include <stddef.h>
#include <stdlib.h>
#include <strings.h>

struct watch {
  struct watch *next;
  int id;
  char owner[32];
};

struct client {
  int fd;
  char username[32];
};

enum { ALLOWED = 200, FORBIDDEN = 403 };

static struct watch *watches;

void send_status(struct client *client, int status);

static struct watch *watch_find(int id) {
  struct watch *watch;
  for (watch = watches; watch; watch = watch->next)
    if (watch->id == id)
      return watch;
  return NULL;
}

static void watch_remove(struct watch *watch) {
  struct watch **link;
  for (link = &watches; *link; link = &(*link)->next)
    if (*link == watch) {
      *link = watch->next;
      free(watch);
      return;
    }
}

static int policy_asks(const struct client *client, const char *owner) {
  return strcasecmp(client->username, owner) ? FORBIDDEN : ALLOWED;
}

void watch_cancel(struct client *client, int id) {
  struct watch *watch = watch_find(id);
  int status;
  if (!watch) {
    send_status(client, 404);
    return;
  }
  if ((status = policy_asks(client, watch->owner)) != ALLOWED) {
    send_status(client, status);
    return;
  }
  watch_remove(watch);
  send_status(client, ALLOWED);
}
