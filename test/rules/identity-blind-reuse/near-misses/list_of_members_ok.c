/* The same list, whose lines are asked for all that they are opened with; and a member that was handed in. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct links {
  struct links *next, *prev;
};

#define around(ptr, type, member) ((type *)((char *)(ptr) - offsetof(type, member)))

struct relay {
  struct links lines;
  const char *host;
};

struct line {
  struct links links;
  char *login;
  unsigned user_id;
  int fd;
};

struct errand {
  const char *login;
  unsigned user_id;
};

int line_open(const char *host, const char *login, unsigned user_id);

static inline void links_add(struct links *item, struct links *head) {
  item->next = head->next;
  item->prev = head;
  head->next->prev = item;
  head->next = item;
}

static struct line *find(struct relay *relay, const struct errand *errand) {
  struct links *at;
  for (at = relay->lines.next; at != &relay->lines; at = at->next) {
    struct line *l = around(at, struct line, links);
    if (l->user_id != errand->user_id || strcmp(l->login, errand->login ? errand->login : ""))
      continue;
    return l;
  }
  return NULL;
}

struct line *obtain(struct relay *relay, const struct errand *errand) {
  struct line *l = find(relay, errand);
  if (l)
    return l;
  l = calloc(1, sizeof(*l));
  if (!l)
    return NULL;
  l->login = strdup(errand->login);
  l->user_id = errand->user_id;
  l->fd = line_open(relay->host, errand->login, errand->user_id);
  links_add(&l->links, &relay->lines);
  return l;
}

/* The job around the member that a queue was given, which is of one user. */
struct job {
  struct links links;
  unsigned user_id;
  int done;
};

int run_as(unsigned user_id);

void work(struct links *item) {
  struct job *job = around(item, struct job, links);
  job->done = run_as(job->user_id);
}
