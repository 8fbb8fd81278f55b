// Which table it is, only the program that runs knows: nothing says that its rows belong to anybody.
#include <pqxx/pqxx>
#include <string>

struct Session {
  long customerId;
};

void rename(pqxx::work &tx, const Session &session, const std::string &table, const std::string &name, long rowId) {
  if (session.customerId == 0)
    return;
  tx.exec_params("UPDATE " + table + " SET name = $1 WHERE id = $2", name, rowId);
}
