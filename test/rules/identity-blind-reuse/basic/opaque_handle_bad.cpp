// A handle of a library: it is asked where it leads, not who it was opened for.
#include <list>
#include <string>

struct db_conn;
db_conn *db_open(const char *host, const char *user, const char *password);
const char *db_host(const db_conn *connection);

struct Account {
  std::string login, password;
};

std::list<db_conn *> idle;

db_conn *take(const std::string &host, const Account &account) {
  for (db_conn *connection : idle)
    if (host == db_host(connection))
      return connection; // finding: crosstalk-identity-blind-reuse
  return db_open(host.c_str(), account.login.c_str(), account.password.c_str());
}

void giveBack(db_conn *connection) { idle.push_back(connection); }
