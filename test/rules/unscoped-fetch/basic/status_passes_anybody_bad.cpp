// A status is compared, but whoever asks gets one that passes; a group alone is no owner.
#include <map>
#include <string>

struct User {
  std::string id;
};

struct Document {
  std::string owner, text;
};

std::map<std::string, Document> documents;

static int check(const User &user, const Document &document) {
  if (document.text.empty())
    return -2;
  if (document.owner != user.id)
    return 13; // forgotten: errors are negative
  return 0;
}

std::string shown(const User &user, const std::string &id) {
  auto it = documents.find(id); // finding: crosstalk-unscoped-fetch
  if (it == documents.end() || check(user, it->second) < 0)
    return "";
  return it->second.text;
}

static int known(const User &user) { return user.id.empty() ? -13 : 0; }

std::string read(const User &user, const std::string &id) {
  auto it = documents.find(id); // finding: crosstalk-unscoped-fetch
  if (it == documents.end() || known(user) < 0)
    return "";
  return it->second.text;
}
