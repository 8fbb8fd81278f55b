// The list is found by name; what was dialled with another password is dialled again before anybody has it.
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

struct Login {
  std::string name, password;
};

struct Request {
  std::string authorization;
};

std::string decode(const std::string &text);

class Line {
public:
  explicit Line(Login login) : login_(std::move(login)) {}
  const Login &login() const { return login_; }
  std::string read(int page);

private:
  Login login_;
};

class Lines {
public:
  std::shared_ptr<Line> lineFor(const Login &login) {
    auto found = byName_.find(login.name);
    if (found == byName_.end()) {
      recent_.push_front({login.name, std::make_shared<Line>(login)});
      byName_[login.name] = recent_.begin();
      return recent_.front().line;
    }
    recent_.splice(recent_.begin(), recent_, found->second);
    Entry &entry = recent_.front();
    if (entry.line->login().password != login.password)
      entry.line = std::make_shared<Line>(login);
    return entry.line;
  }

private:
  struct Entry {
    std::string name;
    std::shared_ptr<Line> line;
  };
  std::list<Entry> recent_;
  std::unordered_map<std::string, std::list<Entry>::iterator> byName_;
};

std::string page(Lines &lines, const Request &request) {
  const std::string plain = decode(request.authorization.substr(6));
  const auto colon = plain.find(':');
  return lines.lineFor(Login{plain.substr(0, colon), plain.substr(colon + 1)})->read(1);
}
