// Whoever's key it is stands for the caller, whatever the club calls its people.
#include <httplib.h>
#include <map>
#include <string>

struct Rower {
  std::string name;
  bool active = false;
};

struct Dues {
  std::string memberId, amount;
};

class Club {
public:
  void anybodys(const httplib::Request &req, httplib::Response &res) {
    const auto who = keys.find(req.get_header_value("X-Api-Key"));
    if (who == keys.end()) {
      res.status = 401;
      return;
    }
    if (!who->second.active) {
      res.status = 403;
      return;
    }
    const auto found = dues.find(req.get_param_value("id")); // finding: crosstalk-unscoped-fetch
    if (found != dues.end())
      res.set_content(found->second.amount, "text/plain");
  }

private:
  std::map<std::string, Rower> keys;
  std::map<std::string, Dues> dues;
};
