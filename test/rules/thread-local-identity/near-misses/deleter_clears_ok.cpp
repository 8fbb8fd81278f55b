#include <memory>
#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

thread_local std::string scratch;

std::string profile(const std::string &sessionToken) {
  const auto empty = [](int *) { scratch.clear(); };
  int none = 0;
  const std::unique_ptr<int, decltype(empty)> atExit(&none, empty);
  const User user = userOf(sessionToken);
  scratch += user.name;
  return scratch;
}

thread_local std::string lines;

std::string address(const std::string &sessionToken) {
  const std::shared_ptr<void> atExit(nullptr, [](void *) { lines.clear(); });
  lines += userOf(sessionToken).email;
  return lines;
}

// What is added is the same for all, whoever is let in.
thread_local std::string page;

bool isKnown(const User &user);

std::string banner(const std::string &sessionToken) {
  if (!isKnown(userOf(sessionToken)))
    return "who are you?";
  if (page.size() > 1000)
    page.clear();
  page += "<hr>";
  return page;
}
