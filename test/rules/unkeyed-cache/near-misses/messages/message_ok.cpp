#include "profile.pb.h"
#include <unordered_map>

struct User {
  std::string id, name;
};

User userOf(const std::string &sessionToken);

static std::unordered_map<std::string, std::string> greetings;

/// The message on its way is the caller's own, though all messages of the kind have a default that is shared; of its
/// two fields only the one that depends on nobody is kept.
std::string handle(const std::string &sessionToken, const std::string &path, Profile &message) {
  if (message.name().empty())
    message.set_name(userOf(sessionToken).name);
  auto known = greetings.find(path);
  if (known == greetings.end()) {
    message.set_greeting("Welcome to " + path);
    known = greetings.emplace(path, message.greeting()).first;
  }
  return known->second + message.name();
}

std::string nameOfDefault() { return _Profile_default_instance_.name(); }
