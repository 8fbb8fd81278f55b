// Whoever asks gets their own readings, unless the request names another meter.
#include <httplib.h>
#include <pqxx/pqxx>
#include <string>

class Readings {
public:
  explicit Readings(pqxx::connection &db) : db(db) {}

  long householdOf(const httplib::Request &req) {
    pqxx::work tx(db);
    const auto rows =
        tx.exec_params("SELECT meter_no FROM portal_logins WHERE token = $1", req.get_header_value("X-Meter-Token"));
    return rows.empty() ? 0 : rows[0][0].as<long>();
  }

  std::string listed(long meter) {
    pqxx::work tx(db);
    std::string text;
    for (const auto &row : tx.exec_params("SELECT taken_on, kwh FROM readings WHERE meter_no = $1", meter))
      text += std::string(row[0].c_str()) + ' ' + row[1].c_str() + '\n';
    return text;
  }

private:
  pqxx::connection &db;
};

void install(httplib::Server &server, Readings &readings) {
  server.Get("/readings", [&](const httplib::Request &req, httplib::Response &res) {
    const long own = readings.householdOf(req);
    if (!own) {
      res.status = 401;
      return;
    }
    const long meter = req.has_param("meter") ? std::stol(req.get_param_value("meter")) : own;
    res.set_content(readings.listed(meter), "text/plain"); // finding: crosstalk-forged-owner
  });
}
