// A parameter, annotated in the declaration only.
#include <crosstalk/scope.h>
#include <map>
#include <string>

std::string page(CROSSTALK_PRINCIPAL(tenant) const std::string &flavour, const std::string &path);

std::map<std::string, std::string> cache;

std::string page(const std::string &flavour, const std::string &path) {
  auto it = cache.find(path);
  if (it != cache.end())
    return it->second;
  std::string text = "<h1>" + flavour + "</h1>";
  cache[path] = text; // finding: crosstalk-unkeyed-cache
  return text;
}
