#include <hiredis/hiredis.h>
#include <string>

struct Shopper {
  std::string id;
};

class Carts {
public:
  // The cart is the caller's; nobody asks what the item is in.
  bool setQuantity(const Shopper &shopper, const std::string &cart, const std::string &item, const std::string &n) {
    if (field("cart:" + cart, "shopper") != shopper.id)
      return false;
    redisCommand(context, "HSET %s %s %s", ("item:" + item).c_str(), "quantity", n.c_str()); // finding: crosstalk-unscoped-write
    return true;
  }

private:
  std::string field(const std::string &key, const char *name) {
    auto *reply = static_cast<redisReply *>(redisCommand(context, "HGET %s %s", key.c_str(), name));
    return std::string(reply->str, reply->len);
  }

  redisContext *context = nullptr;
};
