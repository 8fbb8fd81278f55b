#include <pqxx/pqxx>
#include <string>

struct Session {
  long accountId;
};

void saveIfOwn(pqxx::work &tx, const Session &session, const std::string &deviceId, const std::string &label) {
  tx.exec_params("INSERT INTO devices AS d (device_id, account_id, label) VALUES ($1, $2, $3) "
                 "ON CONFLICT (device_id) DO UPDATE SET label = excluded.label WHERE d.account_id = excluded.account_id",
                 deviceId, session.accountId, label);
}

void saveUnderOwnKey(pqxx::work &tx, const Session &session, const std::string &name, const std::string &value) {
  tx.exec_params("INSERT INTO settings (account_id, name, value) VALUES ($1, $2, $3) "
                 "ON CONFLICT (account_id, name) DO UPDATE SET value = excluded.value",
                 session.accountId, name, value);
}
