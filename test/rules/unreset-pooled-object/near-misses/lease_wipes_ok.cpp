#include <memory>
#include <string>
#include <vector>

struct User {
  std::string id, name, email;
};

struct Sheet {
  std::string body;

  void wipe() { body.clear(); }
};

std::vector<Sheet *> idle;

Sheet *takeSheet() {
  if (idle.empty())
    return new Sheet;
  Sheet *sheet = idle.back();
  idle.pop_back();
  return sheet;
}

struct GiveBack {
  void operator()(Sheet *sheet) const {
    sheet->wipe();
    idle.push_back(sheet);
  }
};

std::string profile(const User &user) {
  std::unique_ptr<Sheet, GiveBack> sheet(takeSheet());
  sheet->body += user.name + " <" + user.email + ">";
  return sheet->body;
}
