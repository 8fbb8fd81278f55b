// spdlog: the whole context of a thread is emptied when a request is done.
#include "spdlog-mdc.h"
#include <string>

struct User {
  std::string id, name;
};

std::string save(const std::string &author);
std::string saveUnder(const std::string &group);

std::string cleared_ok(const User *user) {
  if (user)
    spdlog::mdc::put("author", user->name);
  std::string answer = save(spdlog::mdc::get("author"));
  spdlog::mdc::clear();
  return answer;
}
