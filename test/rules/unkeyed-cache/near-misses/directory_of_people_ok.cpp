// A directory keeps people under what they are looked up by; nobody's answer is kept there.
#include <map>
#include <mutex>
#include <string>

struct Rider {
  std::string phone;
  double discount = 0;
};

class RiderDirectory {
public:
  void add(const std::string &card, Rider rider) { riders_[card] = std::move(rider); }
  const Rider *byCard(const std::string &card) const {
    auto it = riders_.find(card);
    return it == riders_.end() ? nullptr : &it->second;
  }

private:
  mutable std::mutex mutex_;
  std::map<std::string, Rider> riders_;
};
