#include <map>
#include <string>

struct User {
  std::string id;
  bool admin = false;
};

struct Request {
  std::string query;
  int page = 0;
};

std::map<std::string, std::string> pages;

std::string page(const Request &request, const User &user) {
  std::string key = request.query;
  if (request.page > 1)
    key += user.admin ? ":staff" : ":plain";
  const auto hit = pages.find(key);
  if (hit != pages.end())
    return hit->second;
  std::string rows = user.admin ? "all rows" : "own rows";
  std::string text = request.query + rows;
  pages[key] = text; // finding: crosstalk-unkeyed-cache
  return text;
}
