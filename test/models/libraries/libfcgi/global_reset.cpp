// libfcgi with SQLite: whoever has no session is nobody.
#include <cstdio>
#include <fcgiapp.h>
#include <sqlite3.h>

struct Current {
  int number;
  char name[64];
};

static Current current;
static sqlite3 *db;

static void load(const char *cookie) {
  sqlite3_stmt *rows = nullptr;
  char sid[65];
  current.number = 0;
  if (!cookie || sscanf(cookie, "SID=%64[0-9a-f]", sid) != 1)
    return;
  sqlite3_prepare_v2(db, "SELECT number FROM sessions WHERE sid = ?1", -1, &rows, nullptr);
  sqlite3_bind_text(rows, 1, sid, -1, SQLITE_TRANSIENT);
  if (sqlite3_step(rows) == SQLITE_ROW)
    current.number = sqlite3_column_int(rows, 0);
  sqlite3_finalize(rows);
}

int main() {
  FCGX_Request request;
  sqlite3_open("library.db", &db);
  FCGX_InitRequest(&request, 0, 0);
  while (FCGX_Accept_r(&request) >= 0) {
    load(FCGX_GetParam("HTTP_COOKIE", request.envp));
    if (current.number)
      FCGX_FPrintF(request.out, "%d", current.number);
    FCGX_Finish_r(&request);
  }
}
