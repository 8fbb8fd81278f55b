// Each request writes all of a pooled form, with nothing where it brings nothing.
#include <map>
#include <memory>
#include <string>
#include <vector>

struct Parcel {
  std::string street;
  std::string doorNote;
};

using Fields = std::map<std::string, std::string>;

void print(const std::string &street, const std::string &note);

class Labels {
public:
  void label(const Fields &order) {
    std::unique_ptr<Parcel> parcel = take();
    parcel->street = order.at("street");
    if (order.count("note"))
      parcel->doorNote = order.at("note");
    else
      parcel->doorNote.clear();
    print(parcel->street, parcel->doorNote);
    spare_.push_back(std::move(parcel));
  }

private:
  std::unique_ptr<Parcel> take() {
    if (spare_.empty())
      return std::make_unique<Parcel>();
    std::unique_ptr<Parcel> parcel = std::move(spare_.back());
    spare_.pop_back();
    return parcel;
  }
  std::vector<std::unique_ptr<Parcel>> spare_;
};
