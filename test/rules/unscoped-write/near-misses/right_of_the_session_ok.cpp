#include <nlohmann/json.hpp>
#include <pqxx/pqxx>
#include <string>

struct Session {
  long workerId;
  bool admin;
};

void correct(pqxx::work &tx, const Session &session, const std::string &text) {
  const auto body = nlohmann::json::parse(text);
  const bool anyWorker = body["as_admin"].get<bool>() && session.admin;
  tx.exec_params("UPDATE time_entries SET hours = $2 WHERE id = $1 AND ($4 OR worker_id = $3)", body["id"].get<long>(),
                 body["hours"].get<double>(), session.workerId, anyWorker);
}
