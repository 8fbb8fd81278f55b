// Prices are the same for everybody, whoever asked for them first.
#include <crosstalk/scope.h>
#include <map>
#include <string>

struct User {
  std::string id, name, email;
};

struct CROSSTALK_PUBLIC Price {
  int cents = 0;
};

Price priceFor(const User &asking, const std::string &article);

std::map<std::string, Price> cache;

Price price(const User &user, const std::string &article) {
  auto it = cache.find(article);
  if (it != cache.end())
    return it->second;
  Price found = priceFor(user, article);
  cache[article] = found;
  return found;
}
