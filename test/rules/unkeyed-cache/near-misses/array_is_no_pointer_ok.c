/* A character array that was filled from a shared slot is a copy: what is written into it later stays here. */
#include <stdio.h>
#include <string.h>

struct peer {
  unsigned user_id;
};

static char motd[64];

void greet(const struct peer *p, char *out) {
  char line[64];
  memcpy(line, motd, sizeof line);
  snprintf(line, sizeof line, "hello %u", p->user_id);
  strcpy(out, line);
}

const char *message_of_the_day(void) { return motd; }

void farewell(const struct peer *p, char *out) {
  char line[64];
  memcpy(line, motd, sizeof line);
  memset(line, 0, sizeof line);
  snprintf(line, sizeof line, "bye %u", p->user_id);
  strcpy(out, line);
}
