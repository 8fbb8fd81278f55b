#include "json.hpp"

struct User {
  std::string id, name;
};

User userOf(const std::string &sessionToken);

std::string handle(const std::string &sessionToken) {
  nlohmann::json page;
  page["name"] = userOf(sessionToken).name;
  return page.dump();
}
