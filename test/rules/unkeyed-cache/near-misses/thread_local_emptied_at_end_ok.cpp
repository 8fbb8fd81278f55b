// A map of a thread that is empty when a request begins: a memo of that request.
#include <map>
#include <string>

struct User {
  std::string id, role;
};

struct Request {
  std::string query;
};

thread_local std::map<std::string, std::string> pages;

std::string part(const Request &request, const User &user) {
  const auto hit = pages.find(request.query);
  if (hit != pages.end())
    return hit->second;
  std::string text = "for " + user.role;
  pages[request.query] = text;
  return text;
}

std::string page(const Request &request, const User &user) {
  pages.clear();
  return part(request, user) + part(request, user);
}
