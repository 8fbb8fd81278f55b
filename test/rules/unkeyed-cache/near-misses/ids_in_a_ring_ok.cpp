// Records of one field that point at each other: no strong typedef, however deep one looks.
#include <map>
#include <string>

struct UserId;
struct OrderId {
  UserId *next;
};
struct UserId {
  OrderId *next;
};

std::map<std::string, bool> cache;

bool isLast(const OrderId *userId, const std::string &path) {
  auto it = cache.find(path);
  if (it != cache.end())
    return it->second;
  return cache[path] = userId->next == nullptr;
}
