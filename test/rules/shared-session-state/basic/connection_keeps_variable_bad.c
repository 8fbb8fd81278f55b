/* The pool hands a connection out as it came back: with the variable of the last caller. */
#include <mysql/mysql.h>
#include <stdio.h>

struct tenant {
  unsigned id;
};

int tenant_of_peer(int fd, struct tenant *t);

static MYSQL *idle[8];
static int idle_count;

static MYSQL *lease(void) {
  MYSQL *db = idle[--idle_count];
  return mysql_ping(db) == 0 ? db : NULL;
}

void count_orders(int fd) {
  struct tenant t;
  char text[128];
  if (tenant_of_peer(fd, &t) != 0)
    return;
  MYSQL *db = lease();
  snprintf(text, sizeof text, "SET @tenant = %u", t.id);
  mysql_query(db, text); /* finding: crosstalk-shared-session-state */
  mysql_query(db, "CALL count_orders_of_tenant()");
  idle[idle_count++] = db;
}
