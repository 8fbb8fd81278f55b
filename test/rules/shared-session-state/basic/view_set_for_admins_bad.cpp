#include <string>

struct User {
  std::string id;
  bool admin = false;
};

struct Request {
  std::string query;
};

static std::string lastView;

std::string overview(const Request &request, const User &user) {
  if (user.admin)
    lastView = "all rows"; // finding: crosstalk-shared-session-state
  return request.query + " for " + lastView;
}

class Desk {
public:
  void show(const std::string &what) { view_ = what; }
  const std::string &view() const { return view_; }

private:
  std::string view_;
};

Desk desk;

std::string deskView(const Request &request, const User &user) {
  if (user.admin)
    desk.show("all rows of " + request.query); // finding: crosstalk-shared-session-state
  return desk.view();
}
