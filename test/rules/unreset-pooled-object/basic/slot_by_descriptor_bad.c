/* The next client gets the same descriptor, and with it the slot as the last one left it. */
#include <string.h>
#include <strings.h>

struct epoll_event {
  unsigned events;
  union {
    void *ptr;
    int fd;
  } data;
};
int epoll_wait(int ep, struct epoll_event *ready, int count, int timeout);
long recv(int fd, void *to, unsigned long size, int flags);
int accept(int listener, void *address, void *size);
void watch(int ep, int fd, void *with);

struct tenant {
  int id;
  char name[32];
};
struct station {
  int fd;
  int known;
  struct tenant tenant;
  char line[128];
  unsigned long used;
};

int find_by_token(const char *token, struct tenant *out);
int list_of(int fd, int tenant_id);

static struct station stations[256];

static struct station *opened(int fd) {
  struct station *s = &stations[fd];
  s->fd = fd;
  s->used = 0;
  return s;
}

static void hello(struct station *s, const char *token) {
  struct tenant found;
  if (find_by_token(token, &found) != 0)
    return;
  s->tenant = found; /* finding: crosstalk-unreset-pooled-object */
  s->known = 1;
}

static void line_of(struct station *s) {
  long n = recv(s->fd, s->line + s->used, sizeof s->line - 1 - s->used, 0);
  if (n <= 0)
    return;
  s->used += n;
  s->line[s->used] = '\0';
  char *end;
  while ((end = strchr(s->line, '\n')) != NULL) {
    *end = '\0';
    if (strncmp(s->line, "HELLO ", 6) == 0)
      hello(s, s->line + 6);
    else if (s->known)
      list_of(s->fd, s->tenant.id);
    s->used = 0;
    s->line[0] = '\0';
  }
}

int main(void) {
  struct epoll_event ready[16];
  for (;;) {
    int n = epoll_wait(3, ready, 16, -1);
    for (int i = 0; i < n; i++) {
      if (ready[i].data.ptr != NULL) {
        line_of(ready[i].data.ptr);
        continue;
      }
      int fd = accept(4, NULL, NULL);
      watch(3, fd, opened(fd));
    }
  }
}
