#include <string>

struct User {
  std::string id, tenant, name, role;
  bool moderator = false;
};

struct Slot {
  std::string key, text;
  bool filled = false;
};

Slot slot;

// Whose page it is goes to nobody: the text is the same for all.
std::string page(const User &user, const std::string &path) {
  const std::string key = user.id + ":" + path;
  if (slot.filled && slot.key == key)
    return slot.text;
  const std::string text = "page " + path;
  slot = Slot{key, text, true};
  return text;
}
