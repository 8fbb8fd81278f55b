#include <algorithm>
#include <string>
#include <vector>

struct User {
  std::string id, tenant, name, role;
  bool moderator = false;
};

struct Entry {
  std::string note, path, text;
};

std::vector<Entry> entries;

// The record notes who asked first; nothing reads it.
std::string page(const User &user, const std::string &path) {
  const auto hit = std::find_if(entries.begin(), entries.end(), [&](const Entry &entry) { return entry.path == path; });
  if (hit != entries.end())
    return hit->text;
  const std::string text = "page " + path;
  entries.push_back(Entry{user.id, path, text});
  return text;
}
