#include <map>
#include <string>

struct User {
  std::string id;
};

class Documents {
public:
  bool write(const User &user, const std::string &key, const std::string &text) {
    auto found = documents.find(key);
    if (found != documents.end() && found->second.substr(0, 8) != user.id)
      return false;
    documents[key] = user.id + text;
    return true;
  }

  bool create(const User &user, const std::string &key, const std::string &text) {
    return documents.try_emplace(key, user.id + text).second;
  }

private:
  std::map<std::string, std::string> documents;
};
