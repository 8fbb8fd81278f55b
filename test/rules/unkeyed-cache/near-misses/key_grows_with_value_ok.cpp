#include <functional>
#include <map>
#include <string>

struct User {
  std::string id, tenant, name, role;
  bool moderator = false;
};

void write(const User &user, const std::string &path, bool detailed, const std::function<void(const std::string &)> &emit) {
  std::string text = path;
  if (detailed)
    text += " for " + user.id;
  emit(text);
}

std::map<std::string, std::string> pages;

// The user is in the key whenever she is in the text.
std::string page(const User &user, const std::string &path, bool detailed) {
  std::string key = path;
  if (detailed)
    key += ":" + user.id;
  const auto hit = pages.find(key);
  if (hit != pages.end())
    return hit->second;
  std::string text;
  write(user, path, detailed, [&](const std::string &piece) { text += piece; });
  pages[key] = text;
  return text;
}
