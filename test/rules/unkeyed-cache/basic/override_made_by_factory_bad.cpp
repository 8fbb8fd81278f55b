#include <map>
#include <memory>
#include <string>

struct User {
  std::string id, tenant, name, role;
  bool moderator = false;
};

class View {
public:
  virtual ~View() = default;
  virtual std::string draw(const User &user, const std::string &path) const = 0;
};

class Page final : public View {
public:
  std::string draw(const User &, const std::string &path) const override { return "page " + path; }
};

// The only one that is made.
class Greeting final : public View {
public:
  std::string draw(const User &user, const std::string &) const override { return "Dear " + user.name; }
};

std::unique_ptr<View> makeView() { return std::make_unique<Greeting>(); }

std::map<std::string, std::string> pages;

std::string page(const User &user, const std::string &path) {
  const auto hit = pages.find(path);
  if (hit != pages.end())
    return hit->second;
  const std::string text = makeView()->draw(user, path);
  pages[path] = text; // finding: crosstalk-unkeyed-cache
  return text;
}
