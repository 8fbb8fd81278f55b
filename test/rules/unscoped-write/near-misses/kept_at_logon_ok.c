#include <postgresql/libpq-fe.h>
#include <stdio.h>

struct link {
  PGconn *pg;
  char party[14], terminal[14];
  int logged_on;
};

int logon(struct link *l, const char *key) {
  const char *values[] = {key};
  PGresult *r = PQexecParams(l->pg, "SELECT gln FROM parties WHERE key_digest = encode(sha256($1), 'hex')", 1, NULL,
                             values, NULL, NULL, 0);
  if (PQntuples(r) == 1) {
    snprintf(l->party, sizeof l->party, "%s", PQgetvalue(r, 0, 0));
    l->logged_on = 1;
  }
  PQclear(r);
  return l->logged_on;
}

void greet(struct link *l, const char *terminal) { snprintf(l->terminal, sizeof l->terminal, "%s", terminal); }

int release(struct link *l, const char *number) {
  const char *values[] = {number, l->party};
  PGresult *r = PQexecParams(l->pg, "UPDATE consignments SET on_hold = false WHERE number = $1 AND gln = $2", 2, NULL,
                             values, NULL, NULL, 0);
  PQclear(r);
  return l->logged_on;
}
