// What holds somebody and his id: the id names him, as his own would.
#include <map>
#include <string>

struct User {
  std::string id, name;
};

struct Parcel {
  std::string query;
  std::string userId;
  User user;
};

std::map<std::string, std::string> names;

std::string nameFor(const Parcel &parcel) {
  const auto hit = names.find(parcel.userId);
  if (hit != names.end())
    return hit->second;
  std::string text = "for " + parcel.user.name;
  names[parcel.userId] = text;
  return text;
}
