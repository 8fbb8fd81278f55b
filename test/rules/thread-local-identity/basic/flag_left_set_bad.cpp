#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

thread_local bool seesSealed = false;

bool mayBreakSeal(const User &user, const std::string &reason);
bool exists(const std::string &record);
std::string load(const std::string &record, bool sealedToo);

std::string handle(const std::string &sessionToken, const std::string &record, const std::string &reason) {
  if (mayBreakSeal(userOf(sessionToken), reason))
    seesSealed = true; // finding: crosstalk-thread-local-identity
  if (!exists(record))
    return "404";
  std::string text = load(record, seesSealed);
  seesSealed = false;
  return text;
}
