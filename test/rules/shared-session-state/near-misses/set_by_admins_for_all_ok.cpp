#include <string>

struct User {
  std::string id;
  bool admin = false;
};

struct Request {
  std::string query;
};

std::string loadNotice();

static std::string motto;

// An admin's page: whoever gets to the answer has passed the test.
std::string setMotto(const Request &request, const User &user) {
  if (!user.admin)
    return "denied";
  motto = request.query;
  return "now: " + motto;
}

static std::string notice;

// Made when it is missing, of nothing that the caller brings.
std::string noticeFor(const User &user) {
  if (user.admin && notice.empty())
    notice = loadNotice();
  return notice;
}
