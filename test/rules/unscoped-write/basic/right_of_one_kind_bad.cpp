// A right to make exercises is had for one's own: it says nothing of whose exercise this is.
#include <httplib.h>
#include <pqxx/pqxx>
#include <string>

// What a verified token says.
std::string claimOf(const std::string &token, const std::string &name);

void routes(httplib::Server &server, pqxx::connection &connection) {
  server.Delete(R"(/exercises/(\d+))", [&](const httplib::Request &request, httplib::Response &response) {
    pqxx::work tx(connection);
    const std::string token = request.get_header_value("Authorization");
    const int exercise = std::stoi(request.matches[1]);
    if (claimOf(token, "exercises.write") != "yes") {
      response.status = 403;
      return;
    }
    tx.exec_params("DELETE FROM exercises WHERE id = $1", exercise); // finding: crosstalk-unscoped-write
    tx.commit();
  });
}
