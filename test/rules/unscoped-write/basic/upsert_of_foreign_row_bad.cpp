#include <pqxx/pqxx>
#include <string>

struct Session {
  long accountId;
};

// The new row is the caller's; the row that has the key already keeps its owner, and is changed.
void save(pqxx::work &tx, const Session &session, const std::string &deviceId, const std::string &label) {
  tx.exec_params("INSERT INTO devices AS d (device_id, account_id, label) VALUES ($1, $2, $3) " // finding: crosstalk-unscoped-write
                 "ON CONFLICT (device_id) DO UPDATE SET label = excluded.label",
                 deviceId, session.accountId, label);
}
