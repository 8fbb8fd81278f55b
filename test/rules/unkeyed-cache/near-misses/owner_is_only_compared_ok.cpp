#include <map>
#include <string>

struct User {
  std::string id, tenant, name, role;
  bool moderator = false;
};

struct Entry {
  std::string greeted, text;
};

std::map<std::string, Entry> pages;
void noteVisit(bool again);

// Who was greeted goes to nobody: the text is the same for all.
std::string page(const User &user, const std::string &path) {
  const auto hit = pages.find(path);
  if (hit != pages.end()) {
    noteVisit(hit->second.greeted == user.id);
    return hit->second.text;
  }
  const std::string text = "page " + path;
  pages[path] = Entry{user.id, text};
  return text;
}
