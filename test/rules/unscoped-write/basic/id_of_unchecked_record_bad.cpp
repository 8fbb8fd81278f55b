#include <map>
#include <memory>
#include <stdexcept>
#include <string>

struct Member {
  long account = 0;
};

struct Parcel {
  long id = 0, account = 0;
  std::string label;
};

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

class Counter {
public:
  explicit Counter(Depot &depot) : depot(depot) {}
  std::string show(const Member &who, long id) {
    auto parcel = depot.find(id);
    if (!parcel || parcel->account != who.account)
      throw std::runtime_error("no parcel");
    return parcel->label;
  }
  void discard(const Member &who, long id) {
    auto parcel = depot.find(id);
    if (!parcel || who.account == 0)
      throw std::runtime_error("no parcel");
    depot.drop(parcel->id); // finding: crosstalk-unscoped-write
  }

private:
  Depot &depot;
};
