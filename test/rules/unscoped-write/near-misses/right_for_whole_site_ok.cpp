// Who may take an exercise away: whose token has the right for the whole site, or one of whose roles was granted it.
#include <httplib.h>
#include <pqxx/pqxx>
#include <string>

// What a verified token says.
std::string claimOf(const std::string &token, const std::string &name);

bool mayEdit(pqxx::work &tx, const std::string &token, int exercise) {
  if (std::stoi(claimOf(token, "site_permissions")) & 1)
    return true;
  const auto granted = tx.exec_params("SELECT 1 FROM exercise_roles WHERE exercise_id = $1 AND role = $2", exercise,
                                      claimOf(token, "role"));
  return !granted.empty();
}

void remove(pqxx::work &tx, int exercise) {
  tx.exec_params("DELETE FROM exercises WHERE id = $1 AND owner_id <> 0", exercise);
}

void routes(httplib::Server &server, pqxx::connection &connection) {
  server.Delete(R"(/exercises/(\d+))", [&](const httplib::Request &request, httplib::Response &response) {
    pqxx::work tx(connection);
    const std::string token = request.get_header_value("Authorization");
    const int exercise = std::stoi(request.matches[1]);
    if (!mayEdit(tx, token, exercise)) {
      response.status = 403;
      return;
    }
    remove(tx, exercise);
    tx.commit();
  });
}
