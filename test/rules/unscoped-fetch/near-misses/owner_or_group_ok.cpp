// Who passes the owner check: the owner, whoever the object itself lists, a group of the program's, root.
#include <map>
#include <string>

struct User {
  std::string id;
  unsigned uid = 1;
};

struct Document {
  std::string owner, text;
  std::map<std::string, int> grants;
};

std::map<std::string, Document> documents;
bool isInGroup(const std::string &user, const std::string &group);
enum Status { Ok = 200, Forbidden = 403 };

/// A negative number says no, as in C.
static int check(const User &user, const Document &document) {
  if (document.owner != user.id)
    return -13;
  return 0;
}

std::string shown(const User &user, const std::string &id) {
  auto it = documents.find(id);
  if (it == documents.end() || check(user, it->second) < 0)
    return "";
  return it->second.text;
}

static Status policy(const User &user, const Document &document) {
  if (document.owner == user.id)
    return Ok;
  if (isInGroup(user.id, "auditors"))
    return Ok;
  return Forbidden;
}

std::string audited(const User &user, const std::string &id) {
  auto it = documents.find(id);
  if (it == documents.end() || policy(user, it->second) != Ok)
    return "";
  return it->second.text;
}

std::string granted(const User &user, const std::string &id) {
  auto it = documents.find(id);
  if (it == documents.end())
    return "";
  auto grant = it->second.grants.find(user.id);
  if (it->second.owner != user.id && grant == it->second.grants.end())
    return "";
  return it->second.text;
}

std::string administered(const User &user, const std::string &id) {
  auto it = documents.find(id);
  if (it == documents.end() || (user.uid != 0 && user.id != it->second.owner))
    return "";
  return it->second.text;
}
