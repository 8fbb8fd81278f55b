// Nothing about the class tells that it is somebody; the annotation does.
#include <crosstalk/scope.h>
#include <map>
#include <string>

struct CROSSTALK_PRINCIPAL(user) Zebra {
  std::string stripes, greeting;
};

std::map<std::string, std::string> cache;

std::string page(const Zebra &zebra, const std::string &path) {
  auto it = cache.find(path);
  if (it != cache.end())
    return it->second;
  std::string text = "Dear " + zebra.greeting;
  cache[path] = text; // finding: crosstalk-unkeyed-cache
  return text;
}
