#include <map>
#include <memory>
#include <stdexcept>
#include <string>

struct Member {
  long account = 0;
  bool steward = false;
};

struct Parcel {
  long id = 0, account = 0;
  std::string label;
};

void demand(const Member &who, const Parcel &parcel) {
  if (!who.steward && who.account != parcel.account)
    throw std::runtime_error("not yours");
}

class Depot {
public:
  std::shared_ptr<Parcel> find(long id) const {
    auto it = parcels.find(id);
    return it == parcels.end() ? nullptr : it->second;
  }
  void drop(long id) { parcels.erase(id); }

private:
  std::map<long, std::shared_ptr<Parcel>> parcels;
};

// The number that is removed was read from the parcel that was found to be the member's own.
class Counter {
public:
  explicit Counter(Depot &depot) : depot(depot) {}
  std::string show(const Member &who, long id) { return fetch(who, id)->label; }
  void discard(const Member &who, long id) {
    auto parcel = fetch(who, id);
    depot.drop(parcel->id);
  }

private:
  std::shared_ptr<Parcel> fetch(const Member &who, long id) {
    auto parcel = depot.find(id);
    if (!parcel)
      throw std::runtime_error("no parcel");
    demand(who, *parcel);
    return parcel;
  }
  Depot &depot;
};
