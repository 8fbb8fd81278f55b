/* A slot is free while its descriptor is below zero, and is emptied when somebody gets it. */
struct terminal {
  int fd;
  int used;
  char name[32];
  int rank;
};

static struct terminal terminals[16];

extern int check_secret(const char *name, const char *secret, int *rank);
extern void switch_line(const char *line);
extern int read_line(int fd, char *name, char *secret);
extern void *memset(void *to, int c, unsigned long size);

void open_terminals(void) {
  memset(terminals, 0, sizeof terminals);
  for (int i = 0; i < 16; i++)
    terminals[i].fd = -1;
}

struct terminal *take_terminal(int fd) {
  for (int i = 0; i < 16; i++)
    if (terminals[i].fd == -1) {
      terminals[i].fd = fd;
      memset(&terminals[i], 0, sizeof terminals[i]);
      terminals[i].fd = fd;
      return &terminals[i];
    }
  return 0;
}

static void drop_terminal(struct terminal *t) { t->fd = -1; }

static void sign_in(struct terminal *t, const char *name, const char *secret) {
  int rank = 0;
  if (check_secret(name, secret, &rank) != 0)
    return;
  t->rank = rank;
}

static void serve_terminal(struct terminal *t) {
  char name[32], secret[32];
  int kind = read_line(t->fd, name, secret);
  if (kind < 0)
    drop_terminal(t);
  else if (kind == 1)
    sign_in(t, name, secret);
  else if (t->rank > 0)
    switch_line(name);
}

void serve(void) {
  for (int i = 0; i < 16; i++)
    if (terminals[i].fd >= 0)
      serve_terminal(&terminals[i]);
}
