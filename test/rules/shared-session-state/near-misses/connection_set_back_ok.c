/* The pool sets a connection back before it hands it out: no variable of the last caller is left on it. */
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
  return mysql_reset_connection(db) == 0 ? db : NULL;
}

void count_orders(int fd) {
  struct tenant t;
  char text[128];
  if (tenant_of_peer(fd, &t) != 0)
    return;
  MYSQL *db = lease();
  snprintf(text, sizeof text, "SET @tenant = %u", t.id);
  mysql_query(db, text);
  mysql_query(db, "CALL count_orders_of_tenant()");
  idle[idle_count++] = db;
}
