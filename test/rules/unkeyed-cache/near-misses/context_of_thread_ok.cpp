// The context of a thread under constant names is no cache, and its scope puts back what was there.
#include <map>
#include <string>

std::string userOf(const std::string &sessionToken);
void write(const std::string &line);

using Fields = std::map<std::string, std::string>;

inline Fields &fields() {
  thread_local Fields current;
  return current;
}

void put(const std::string &name, std::string value) { fields()[name] = std::move(value); }

std::string get(const std::string &name) {
  auto it = fields().find(name);
  return it == fields().end() ? std::string() : it->second;
}

class Scope {
public:
  Scope() : saved_(fields()) {}
  ~Scope() { fields().swap(saved_); }

private:
  Fields saved_;
};

void handle(const std::string &sessionToken) {
  Scope scope;
  put("user", userOf(sessionToken));
  write(get("user"));
}
