#include <httplib.h>
#include <string>

struct Customer {
  std::string id, name, iban;
};

Customer customerOf(const std::string &token);

void account(const httplib::Request &req, httplib::Response &res) {
  const Customer customer = customerOf(req.get_header_value("Authorization"));
  res.set_header("Cache-Control", "private, max-age=60");
  res.set_content(customer.name + ": " + customer.iban, "text/plain");
}
