// What the request may choose is where to go on, not whose readings; somebody else's only for a fitter, or when it is
// the caller's own after all.
#include <httplib.h>
#include <pqxx/pqxx>
#include <string>

struct Household {
  long meterNo = 0;
  bool isAdmin = false;
};

class Readings {
public:
  explicit Readings(pqxx::connection &db) : db(db) {}

  Household householdOf(const httplib::Request &req) {
    pqxx::work tx(db);
    const auto rows = tx.exec_params("SELECT meter_no, fitter FROM portal_logins WHERE token = $1",
                                     req.get_header_value("X-Meter-Token"));
    return rows.empty() ? Household{} : Household{rows[0][0].as<long>(), rows[0][1].as<bool>()};
  }

  std::string listed(long meter, long before) {
    pqxx::work tx(db);
    std::string text;
    for (const auto &row :
         tx.exec_params("SELECT taken_on, kwh FROM readings WHERE meter_no = $1 AND id < $2", meter, before))
      text += std::string(row[0].c_str()) + ' ' + row[1].c_str() + '\n';
    return text;
  }

private:
  pqxx::connection &db;
};

void install(httplib::Server &server, Readings &readings) {
  server.Get("/readings", [&](const httplib::Request &req, httplib::Response &res) {
    const Household own = readings.householdOf(req);
    if (!own.meterNo) {
      res.status = 401;
      return;
    }
    const long before = req.has_param("before") ? std::stol(req.get_param_value("before")) : 1L << 60;
    res.set_content(readings.listed(own.meterNo, before), "text/plain");
  });
  server.Get("/service/readings", [&](const httplib::Request &req, httplib::Response &res) {
    const Household own = readings.householdOf(req);
    if (!own.meterNo) {
      res.status = 401;
      return;
    }
    const long meter = own.isAdmin ? std::stol(req.get_param_value("meter")) : own.meterNo;
    res.set_content(readings.listed(meter, 1L << 60), "text/plain");
  });
  server.Get("/my/readings", [&](const httplib::Request &req, httplib::Response &res) {
    const Household own = readings.householdOf(req);
    if (!own.meterNo) {
      res.status = 401;
      return;
    }
    const long meter = req.has_param("meter") ? std::stol(req.get_param_value("meter")) : own.meterNo;
    if (meter != own.meterNo) {
      res.status = 403;
      return;
    }
    res.set_content(readings.listed(meter, 1L << 60), "text/plain");
  });
}
