#include "headers.h"
#include <httplib.h>
#include <string>

struct Customer {
  std::string id, name, iban;
};

Customer customerOf(const std::string &token);

void account(const httplib::Request &req, httplib::Response &res) {
  const Customer customer = customerOf(req.get_header_value("Authorization"));
  makeCacheable(res); // finding: crosstalk-shareable-response
  res.set_content(customer.name + ": " + customer.iban, "text/plain");
}
