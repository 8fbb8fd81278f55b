// A form that is emptied on its way back holds nothing of the last request.
#include <map>
#include <memory>
#include <string>
#include <vector>

struct Parcel {
  std::string street;
  std::string doorNote;
};

using Fields = std::map<std::string, std::string>;

template <class T> class Recycler {
public:
  struct GiveBack {
    Recycler *to;
    void operator()(T *object) const { to->keep(object); }
  };
  using Lease = std::unique_ptr<T, GiveBack>;

  Lease borrow() {
    if (spare_.empty())
      return Lease(new T(), GiveBack{this});
    T *object = spare_.back().release();
    spare_.pop_back();
    return Lease(object, GiveBack{this});
  }

private:
  void keep(T *object) {
    *object = T();
    spare_.push_back(std::unique_ptr<T>(object));
  }
  std::vector<std::unique_ptr<T>> spare_;
};

void print(const std::string &street, const std::string &note);

class Labels {
public:
  void label(const Fields &order) {
    auto parcel = parcels_.borrow();
    parcel->street = order.at("street");
    if (order.count("note"))
      parcel->doorNote = order.at("note");
    print(parcel->street, parcel->doorNote);
  }

private:
  Recycler<Parcel> parcels_;
};
