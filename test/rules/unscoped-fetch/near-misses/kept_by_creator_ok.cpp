#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct AccountName {
  std::string account, realm;
  bool operator==(const AccountName &o) const { return account == o.account && realm == o.realm; }
};

class LoginSession {
public:
  const std::vector<AccountName> &accounts() const { return names; }
  bool sharesAccount(const std::vector<AccountName> &others) const {
    if (names.empty() && others.empty())
      return true;
    return std::any_of(names.begin(), names.end(), [&](const AccountName &mine) {
      return std::find(others.begin(), others.end(), mine) != others.end();
    });
  }

private:
  std::vector<AccountName> names;
};

// A scan knows for whom it was opened, and is given to them only.
class Scan {
public:
  Scan(std::string folder, std::vector<AccountName> openedFor, std::vector<std::string> lines)
      : folder(std::move(folder)), openedFor(std::move(openedFor)), lines(std::move(lines)) {}
  const std::vector<AccountName> &readers() const { return openedFor; }
  const std::string &in() const { return folder; }
  const std::vector<std::string> &content() const { return lines; }

private:
  std::string folder;
  std::vector<AccountName> openedFor;
  std::vector<std::string> lines;
};

class Scans {
public:
  long open(const LoginSession &session, const std::string &folder, std::vector<std::string> lines) {
    long number = ++last;
    running[number] = std::make_shared<Scan>(folder, session.accounts(), std::move(lines));
    return number;
  }
  std::shared_ptr<Scan> find(long number) const {
    auto it = running.find(number);
    return it == running.end() ? nullptr : it->second;
  }

private:
  long last = 0;
  std::map<long, std::shared_ptr<Scan>> running;
};

struct MoreRequest {
  std::string folder;
  long number = 0;
};
struct MoreReply {
  std::vector<std::string> lines;
};

bool more(Scans &scans, const LoginSession &session, const MoreRequest &request, MoreReply &reply) {
  if (session.accounts().empty())
    return false;
  auto scan = scans.find(request.number);
  if (!scan || scan->in() != request.folder || !session.sharesAccount(scan->readers()))
    return false;
  reply.lines = scan->content();
  return true;
}
