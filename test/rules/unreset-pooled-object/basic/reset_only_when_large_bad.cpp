#include <memory>
#include <string>
#include <vector>

struct User {
  std::string id, name, email;
};

struct Sheet {
  std::string head, body;

  void wipe() {
    head.clear();
    body.clear();
  }
};

std::vector<std::unique_ptr<Sheet>> idle;

std::unique_ptr<Sheet> takeSheet() {
  if (idle.empty())
    return std::make_unique<Sheet>();
  std::unique_ptr<Sheet> sheet = std::move(idle.back());
  idle.pop_back();
  if (sheet->body.size() > 4096)
    sheet->wipe();
  return sheet;
}

std::string profile(const User &user) {
  std::unique_ptr<Sheet> sheet = takeSheet();
  sheet->body += user.name + " <" + user.email + ">"; // finding: crosstalk-unreset-pooled-object
  std::string answer = sheet->head + sheet->body;
  idle.push_back(std::move(sheet));
  return answer;
}
