// log4cxx: the context of a thread stays until it is removed.
#include <log4cxx/mdc.h>
#include <string>

struct User {
  std::string id, name;
};

std::string save(const std::string &author);

std::string anonymousToo(const User *user) {
  if (user)
    log4cxx::MDC::put("author", user->name); // finding: crosstalk-thread-local-identity
  return save(log4cxx::MDC::get("author"));
}

std::string removed(const User *user) {
  if (user)
    log4cxx::MDC::put("editor", user->name);
  std::string answer = save(log4cxx::MDC::get("editor"));
  log4cxx::MDC::remove("editor");
  return answer;
}

std::string always(const User &user) {
  log4cxx::MDC::put("reader", user.name);
  return save(log4cxx::MDC::get("reader"));
}
