#include <sqlite3.h>

struct user {
  long long user_id;
};

int rename_list(sqlite3 *db, const struct user *u, long long list, const char *title) {
  char *sql = sqlite3_mprintf("UPDATE lists SET title = %Q WHERE id = %lld AND user_id = %lld", title, list, u->user_id);
  int rc = sqlite3_exec(db, sql, 0, 0, 0);
  sqlite3_free(sql);
  return rc;
}

int remove_list(sqlite3 *db, const struct user *u, long long list) {
  char *sql;
  int rc;
  if (u->user_id == 0)
    return 1;
  sql = sqlite3_mprintf("DELETE FROM lists WHERE id = %lld", list);
  rc = sqlite3_exec(db, sql, 0, 0, 0); /* finding: crosstalk-unscoped-write */
  sqlite3_free(sql);
  return rc;
}
