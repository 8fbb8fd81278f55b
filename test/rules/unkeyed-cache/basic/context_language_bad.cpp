// The language of a context that knows the caller does not tell callers apart.
#include <map>
#include <string>

struct Learner {
  long id = 0;
};

struct View {
  const Learner &who;
  std::string lang;
};

std::string progressOf(long learner);

static std::map<std::string, std::string> parts;

std::string sidebar(const View &view) {
  const auto found = parts.find(view.lang);
  if (found != parts.end())
    return found->second;
  const std::string made = progressOf(view.who.id);
  parts[view.lang] = made; // finding: crosstalk-unkeyed-cache
  return made;
}
