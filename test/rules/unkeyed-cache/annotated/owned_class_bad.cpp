// The data names nobody, and belongs to somebody all the same.
#include <crosstalk/scope.h>
#include <map>
#include <string>

struct CROSSTALK_OWNED_BY(user) Measurement {
  int systolic = 0, diastolic = 0;
};

Measurement latest(const std::string &device);
std::string chart(const Measurement &of);

std::map<std::string, std::string> cache;

std::string page(const std::string &device, const std::string &path) {
  auto it = cache.find(path);
  if (it != cache.end())
    return it->second;
  std::string text = chart(latest(device));
  cache[path] = text; // finding: crosstalk-unkeyed-cache
  return text;
}
