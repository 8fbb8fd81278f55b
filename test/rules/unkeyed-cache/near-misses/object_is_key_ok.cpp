#include <map>
#include <string>

struct User {
  int id;
  std::string name;
};

struct Channel {
  int number;
};

std::string rightsFor(int id, const std::string &name, int channel);

static std::map<const User *, std::map<const Channel *, std::string>> rights;

/// The caller's own object is the key: whatever is read from it is told apart.
std::string handle(const User &caller, const Channel &channel) {
  auto &own = rights[&caller];
  auto known = own.find(&channel);
  if (known == own.end())
    known = own.emplace(&channel, rightsFor(caller.id, caller.name, channel.number)).first;
  return known->second;
}
