#include <map>
#include <string>

struct User {
  std::string id, name;
};

struct Request {
  std::string query;
};

using Pages = std::map<std::string, std::string>;

class Scoped {
public:
  Scoped(Pages &pages, std::string prefix) : pages_(pages), prefix_(std::move(prefix)) {}
  const std::string *get(const std::string &key) const {
    auto found = pages_.find(prefix_ + "/" + key);
    return found == pages_.end() ? nullptr : &found->second;
  }
  void put(const std::string &key, const std::string &text) { pages_[prefix_ + "/" + key] = text; }

private:
  Pages &pages_;
  std::string prefix_;
};

Pages pages;

std::string page_prefix_is_user_ok(const Request &request, const User &user) {
  Scoped scoped(pages, user.id);
  if (const std::string *hit = scoped.get(request.query))
    return *hit;
  std::string text = request.query + " for " + user.name;
  scoped.put(request.query, text);
  return text;
}

std::string page_store_of_request_ok(const Request &request, const User &user) {
  Pages own;
  Scoped scoped(own, "pages");
  if (const std::string *hit = scoped.get(request.query))
    return *hit;
  std::string text = request.query + " for " + user.name;
  scoped.put(request.query, text);
  return text;
}
