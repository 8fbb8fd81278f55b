// What is found under a name that the request chooses is changed: nothing was missing there, nothing is computed.
#include <map>
#include <memory>
#include <string>

struct Request {
  std::map<std::string, std::string> fields;
  std::string get(const std::string &name) const {
    auto it = fields.find(name);
    return it == fields.end() ? std::string() : it->second;
  }
};

struct Profile {
  std::string nick;
};

class Directory {
public:
  Profile *find(const std::string &name) {
    auto it = profiles_.find(name);
    return it == profiles_.end() ? nullptr : it->second.get();
  }

private:
  std::map<std::string, std::unique_ptr<Profile>> profiles_;
};

Directory &directory() {
  static Directory one;
  return one;
}

std::string edit(const Request &request) {
  Profile *profile = directory().find(request.get("profile"));
  if (!profile)
    return "no such profile";
  profile->nick = request.get("nick");
  return profile->nick;
}
