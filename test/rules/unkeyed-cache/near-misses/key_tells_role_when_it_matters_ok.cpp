#include <map>
#include <string>

struct User {
  std::string id;
  bool admin = false;
};

struct Request {
  std::string query;
  bool detailed = false;
};

std::string handleOf(const std::string &person);

std::map<std::string, std::string> pages;

std::string page_detailed_only(const Request &request, const User &user) {
  std::string key = request.query;
  if (request.detailed)
    key += user.admin ? ":staff" : ":plain";
  const auto hit = pages.find(key);
  if (hit != pages.end())
    return hit->second;
  std::string text = request.query;
  if (request.detailed)
    text += user.admin ? " all rows" : " own rows";
  pages[key] = text;
  return text;
}

std::map<std::string, std::string> lists;

std::string list_of_those_who_are_known(const Request &request, const User &user) {
  std::string key = request.query;
  if (!user.id.empty())
    key += user.admin ? ":staff" : ":plain";
  const auto hit = lists.find(key);
  if (hit != lists.end())
    return hit->second;
  std::string text = request.query + (user.admin ? " all rows" : " own rows");
  lists[key] = text;
  return text;
}

std::map<std::string, std::string> greetings;

std::string greeting_of_those_who_are_known(const Request &request, const User &user) {
  const std::string handle = handleOf(user.id);
  std::string key = request.query;
  if (!user.id.empty())
    key += ":" + handle;
  const auto hit = greetings.find(key);
  if (hit != greetings.end())
    return hit->second;
  std::string text = request.query + " for " + handle;
  greetings[key] = text;
  return text;
}
