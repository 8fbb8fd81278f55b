#include <algorithm>
#include <string>
#include <vector>

struct User {
  std::string id, tenant, name, role;
  bool moderator = false;
};

int numberOf(const std::string &id);

struct Entry {
  std::string shelf, path, text;
};

std::vector<Entry> entries;

std::string page(const User &user, const std::string &path) {
  const std::string shelf = std::to_string(std::stoi(user.id) % 16);
  const auto hit = std::find_if(entries.begin(), entries.end(),
                                [&](const Entry &entry) { return entry.shelf == shelf && entry.path == path; });
  if (hit != entries.end())
    return hit->text;
  const std::string text = path + " for " + user.id;
  entries.push_back(Entry{shelf, path, text}); // finding: crosstalk-weak-key
  return text;
}
