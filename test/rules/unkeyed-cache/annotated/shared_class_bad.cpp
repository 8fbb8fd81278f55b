// By its name a view lives for one request; the annotation says that one serves everybody.
#include <crosstalk/scope.h>
#include <map>
#include <string>

struct User {
  std::string id, name, email;
};

struct CROSSTALK_SHARED RequestView {
  std::string page(const User &user, const std::string &path) {
    auto it = drawer.find(path);
    if (it != drawer.end())
      return it->second;
    std::string text = "Dear " + user.name + ", " + user.email;
    drawer[path] = text; // finding: crosstalk-unkeyed-cache
    return text;
  }

  std::map<std::string, std::string> drawer;
};
