/* Whoever asked last is in a global; the answer comes later. The record links to its like, and is no list here. */
#include <stddef.h>

struct caller {
  int fd;
  int waiting;
  struct caller *next;
};

void line_to(struct caller *c, const char *text);
int ask_later(void (*answered)(const char *text), const char *what);

static struct caller *asking;

static void on_answer(const char *text) {
  struct caller *c = asking;
  c->waiting--;
  line_to(c, text);
}

void ask(struct caller *c, const char *what) {
  asking = c; // finding: crosstalk-shared-session-state
  c->waiting++;
  ask_later(on_answer, what);
}
