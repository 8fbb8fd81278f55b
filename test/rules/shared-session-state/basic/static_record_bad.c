#include <stdlib.h>

struct desk {
  char *user;
  int served;
};

char *copy_of(const char *text);
void send_greeting(int client, const char *user);

static struct desk counter;

static void login(struct desk *d, const char *username) {
  d->user = copy_of(username); /* finding: crosstalk-shared-session-state */
}

static void greet(struct desk *d, int client) {
  send_greeting(client, d->user);
}

void line_received(int client, const char *username) {
  login(&counter, username);
  counter.served++;
  greet(&counter, client);
}
