// What the function returns is whoever asks, although its body reads a plain variable.
#include <crosstalk/scope.h>
#include <map>
#include <string>

static thread_local std::string slot;

CROSSTALK_PRINCIPAL(user) std::string whose();
std::string whose() { return slot; }

std::string text(const std::string &of, const std::string &path);

std::map<std::string, std::string> cache;

std::string page(const std::string &path) {
  auto it = cache.find(path);
  if (it != cache.end())
    return it->second;
  std::string made = text(whose(), path);
  cache[path] = made; // finding: crosstalk-unkeyed-cache
  return made;
}
