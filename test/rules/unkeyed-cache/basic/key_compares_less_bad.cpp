// The key holds the account, its free operator< does not read it.
#include <map>
#include <string>

struct Account {
  std::string accountId;
};

struct Key {
  std::string account, path;
};

bool operator<(const Key &left, const Key &right) { return left.path < right.path; }

std::string enumerate(const std::string &account, const std::string &path);

std::map<Key, std::string> listings;

std::string list(const Account &account, const std::string &path) {
  Key key;
  key.account = account.accountId;
  key.path = path;
  auto known = listings.find(key);
  if (known != listings.end())
    return known->second;
  return listings[key] = enumerate(account.accountId, path); // finding: crosstalk-unkeyed-cache
}
