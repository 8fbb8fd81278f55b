// Kept under what a function of a library makes of the content: it may well be a digest that tells contents apart.
#include <cstddef>
#include <map>
#include <optional>
#include <string>

struct Member {
  std::string number;
  std::string name;
};

extern "C" int lib_fingerprint(unsigned char *out, std::size_t size, const unsigned char *in, std::size_t length);
std::string shrink(const std::string &picture);
std::optional<Member> memberOf(const std::string &cookie);

class Portraits {
public:
  std::string preview(const std::string &cookie) {
    auto member = memberOf(cookie);
    if (!member)
      return "";
    return small(pictures_[member->number]);
  }

private:
  std::string small(const std::string &picture) {
    unsigned char print[32];
    lib_fingerprint(print, sizeof print, reinterpret_cast<const unsigned char *>(picture.data()), picture.size());
    std::string key(reinterpret_cast<char *>(print), sizeof print);
    if (auto hit = small_.find(key); hit != small_.end())
      return hit->second;
    return small_[key] = shrink(picture);
  }

  std::map<std::string, std::string> pictures_, small_;
};

Portraits portraits;

std::string serve(const std::string &cookie) { return portraits.preview(cookie); }
