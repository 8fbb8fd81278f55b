// What a key of the request selects, and a list of what is bound leaves in a variable, is the caller's number.
#include <httplib.h>
#include <soci/soci.h>
#include <string>

class Boats {
public:
  explicit Boats(soci::session &sql) : sql(sql) {}

  void rename(const httplib::Request &request, httplib::Response &response) {
    const int skipper = skipperOf(request);
    if (!skipper) {
      response.status = 401;
      return;
    }
    int id = std::stoi(request.get_param_value("id"));
    std::string name = request.body;
    sql << "UPDATE boats SET name = :name WHERE id = :id", soci::use(name), soci::use(id); // finding: crosstalk-unscoped-write
  }

  void rename_own_ok(const httplib::Request &request, httplib::Response &response) {
    int skipper = skipperOf(request);
    if (!skipper) {
      response.status = 401;
      return;
    }
    int id = std::stoi(request.get_param_value("id"));
    std::string name = request.body;
    sql << "UPDATE boats SET name = :name WHERE id = :id AND skipper = :skipper", soci::use(name), soci::use(id),
        soci::use(skipper);
  }

private:
  int skipperOf(const httplib::Request &request) {
    std::string key = request.get_header_value("X-Api-Key");
    int skipper = 0;
    sql << "SELECT skipper FROM api_keys WHERE key_hash = :key", soci::use(key), soci::into(skipper);
    return skipper;
  }

  soci::session &sql;
};
