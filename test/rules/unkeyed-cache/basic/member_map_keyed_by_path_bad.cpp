// A member of a long-lived object, filled under the path alone.
#include <string>
#include <unordered_map>

struct User {
  std::string id, name, email;
};

class Pages {
public:
  std::string profile(const User &user, const std::string &path) {
    auto it = cache_.find(path);
    if (it != cache_.end())
      return it->second;
    std::string page = "Dear " + user.name + ", " + user.email;
    cache_.emplace(path, page); // finding: crosstalk-unkeyed-cache
    return page;
  }

private:
  std::unordered_map<std::string, std::string> cache_;
};

Pages pages;

std::string handleProfile(const User &user, const std::string &path) { return pages.profile(user, path); }
