// A map of a thread that is emptied when a request asks for it, or when it has grown, outlives all other requests.
#include <map>
#include <string>

struct User {
  std::string id, role;
};

struct Request {
  std::string query;
  bool fresh = false;
};

thread_local std::map<std::string, std::string> pages, menus;

std::string page(const Request &request, const User &user) {
  if (request.fresh)
    pages.clear();
  const auto hit = pages.find(request.query);
  if (hit != pages.end())
    return hit->second;
  std::string text = "for " + user.role;
  pages[request.query] = text; // finding: crosstalk-unkeyed-cache
  return text;
}

std::string menu(const Request &request, const User &user) {
  const auto hit = menus.find(request.query);
  if (hit != menus.end())
    return hit->second;
  if (menus.size() > 1000)
    menus.clear();
  std::string text = "for " + user.role;
  menus[request.query] = text; // finding: crosstalk-unkeyed-cache
  return text;
}
