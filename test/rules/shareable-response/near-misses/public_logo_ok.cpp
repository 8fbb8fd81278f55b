#include <httplib.h>
#include <string>

struct Customer {
  std::string id, name, iban;
};

Customer customerOf(const std::string &token);

std::string logo();

void serveLogo(const httplib::Request &, httplib::Response &res) {
  res.set_header("Cache-Control", "public, max-age=86400");
  res.set_content(logo(), "image/svg+xml");
}
