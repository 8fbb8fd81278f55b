#include <map>
#include <string>

struct User {
  std::string id, name;
};

struct Request {
  std::string query;
  std::string claimedUser; ///< what the client says
  User user;               ///< who was authenticated
};

std::map<std::string, std::string> pages;

std::string page(const Request &request) {
  const User &user = request.user;
  std::string key = request.claimedUser + ":" + request.query;
  const auto hit = pages.find(key);
  if (hit != pages.end())
    return hit->second;
  std::string text = request.query + " for " + user.name;
  pages[key] = text; // finding: crosstalk-unkeyed-cache
  return text;
}

/// A record that is called neither request nor context.
struct Parcel {
  std::string query;
  std::string claimedUser;
  User principal;
};

std::map<std::string, std::string> names;

std::string nameFor(const Parcel &parcel) {
  const auto hit = names.find(parcel.claimedUser);
  if (hit != names.end())
    return hit->second;
  std::string text = "for " + parcel.principal.name;
  names[parcel.claimedUser] = text; // finding: crosstalk-unkeyed-cache
  return text;
}

/// A short name in the key that is nobody's.
std::map<std::string, std::string> routes;

std::string routeFor(const Parcel &parcel) {
  std::string key = parcel.claimedUser + ":" + parcel.query;
  const auto hit = routes.find(key);
  if (hit != routes.end())
    return hit->second;
  std::string text = "for " + parcel.principal.id;
  routes[key] = text; // finding: crosstalk-unkeyed-cache
  return text;
}
