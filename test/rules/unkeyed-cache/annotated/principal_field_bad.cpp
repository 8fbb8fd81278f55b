// One field of what comes with a request names who asks.
#include <crosstalk/scope.h>
#include <map>
#include <string>

struct Call {
  std::string path;
  CROSSTALK_PRINCIPAL(user) std::string badge;
};

std::map<std::string, std::string> cache;

std::string page(const Call &call) {
  auto it = cache.find(call.path);
  if (it != cache.end())
    return it->second;
  std::string text = "<h1>" + call.badge + "</h1>";
  cache[call.path] = text; // finding: crosstalk-unkeyed-cache
  return text;
}
