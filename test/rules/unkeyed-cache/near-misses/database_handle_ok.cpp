// Statements with the caller's id go through one handle: that is no cache.
#include <string>

struct database;
bool execute(database *db, const char *sql);
int changes(database *db);

struct Customer {
  std::string customerId;
};

class OrderStore {
public:
  explicit OrderStore(database *db) : db(db) {}

  bool rename(const Customer &customer, const std::string &title) {
    if (!opened)
      opened = execute(db, "PRAGMA foreign_keys = ON");
    const std::string sql = "UPDATE orders SET title = '" + title + "' WHERE owner = '" + customer.customerId + "'";
    return execute(db, sql.c_str()) && changes(db) == 1;
  }

private:
  database *db;
  bool opened = false;
};
