#include <string>

struct User {
  std::string id, tenant, name, role;
  bool moderator = false;
};

struct Slot {
  std::string key, text;
  bool filled = false;
};

Slot commonSlot;

class PageService {
public:
  explicit PageService(Slot &slot) : slot_(slot) {}

  std::string page(const User &user, const std::string &path) {
    const std::string key = user.id + ":" + path;
    if (slot_.filled && slot_.key == key)
      return slot_.text;
    const std::string text = path + " for " + user.name;
    slot_ = Slot{key, text, true};
    return text;
  }

private:
  Slot &slot_;
};

std::string page(const User &user, const std::string &path) { return PageService(commonSlot).page(user, path); }
