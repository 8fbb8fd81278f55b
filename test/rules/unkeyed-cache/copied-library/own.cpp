#include "json.hpp"

/// The library's own sources are judged like any: here its header is not a copy.
namespace nlohmann {

std::string lastOf(const json &Value) { return Value.dump() + lastText; }

} // namespace nlohmann

struct User {
  std::string id, name;
};

User userOf(const std::string &sessionToken);

std::string handle(const std::string &sessionToken) {
  nlohmann::json page;
  page["name"] = userOf(sessionToken).name;
  return nlohmann::lastOf(page); // finding: crosstalk-shared-session-state, crosstalk-unkeyed-cache
}
