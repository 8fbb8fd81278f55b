// A voucher has no field that tells whose it is.
#include <crosstalk/scope.h>
#include <map>
#include <string>

struct CROSSTALK_OWNED_BY(user) Voucher {
  std::string code;
  int cents = 0;
};

struct User {
  std::string id, name, email;
};

class Vouchers {
public:
  int worth(const User &user, const std::string &voucherId) {
    auto found = vouchers_.find(voucherId); // finding: crosstalk-unscoped-fetch
    return found == vouchers_.end() ? 0 : found->second.cents;
  }

private:
  std::map<std::string, Voucher> vouchers_;
};
