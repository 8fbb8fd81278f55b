#include <map>
#include <string>

struct User {
  std::string id;
};

class Documents {
public:
  std::string read(const User &user, const std::string &key) {
    auto found = documents.find(key);
    if (found == documents.end() || found->second.substr(0, 8) != user.id)
      return "";
    return found->second;
  }

  // Reading asks whose document it is; writing puts another in its place.
  void write(const User &user, const std::string &key, const std::string &text) {
    documents[key] = user.id + text; // finding: crosstalk-unscoped-write
  }

private:
  std::map<std::string, std::string> documents;
};
