// spdlog: the context of a thread stays until it is removed.
#include "spdlog-mdc.h"
#include <string>

struct User {
  std::string id, name;
};

std::string save(const std::string &author);

std::string anonymousToo(const User *user) {
  if (user)
    spdlog::mdc::put("author", user->name); // finding: crosstalk-thread-local-identity
  return save(spdlog::mdc::get("author"));
}
std::string removed(const User *user) {
  if (user)
    spdlog::mdc::put("editor", user->name);
  std::string answer = save(spdlog::mdc::get("editor"));
  spdlog::mdc::remove("editor");
  return answer;
}
