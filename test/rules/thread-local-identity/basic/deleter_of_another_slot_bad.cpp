#include <memory>
#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

thread_local std::string scratch, other;

std::string profile(const std::string &sessionToken) {
  const std::shared_ptr<void> atExit(nullptr, [](void *) { other.clear(); });
  scratch += userOf(sessionToken).email; // finding: crosstalk-thread-local-identity
  return scratch;
}
