/* The filter of a kind is looked for on a connection that the caller has in hand. */
#include <stddef.h>

struct kind {
  const char *name;
};
struct kind tls_kind;

struct conn {
  const char *user;
  int fd;
};

struct filter {
  struct filter *next;
  const struct kind *kind;
  struct conn *conn;
};

struct filter *filter_alloc(void);

void filter_add(struct filter **all, const struct kind *kind, struct conn *conn) {
  struct filter *f = filter_alloc();
  f->kind = kind;
  f->conn = conn;
  f->next = *all;
  *all = f;
}

struct filter *tls_filter(struct filter *all) {
  struct filter *f;
  for (f = all; f; f = f->next)
    if (f->kind == &tls_kind)
      return f;
  return NULL;
}
