/* The sessions of all connections are in one list: by its number a client picks that of another. */
#include <stdlib.h>

struct account {
  unsigned uid;
  char name[32];
};

struct session {
  struct session *next;
  unsigned long number;
  struct account *account;
};

static struct session *sessions;

struct connection {
  unsigned long last_number;
  int fd;
};

struct account *check_password(const char *user, const char *password);

unsigned long session_open(struct connection *connection, const char *user, const char *password) {
  struct account *account = check_password(user, password);
  struct session *session;
  if (!account)
    return 0;
  session = calloc(1, sizeof(*session));
  session->number = ++connection->last_number;
  session->account = account;
  session->next = sessions;
  sessions = session;
  return session->number;
}

struct session *session_find(struct connection *connection, unsigned long number) {
  struct session *session = sessions;
  while (session && session->number != number)
    session = session->next;
  return session; /* finding: crosstalk-identity-blind-reuse */
}
