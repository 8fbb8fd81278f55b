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
  bool mayOpen(const std::string &folder) const {
    for (const AccountName &name : names)
      if (name.realm == folder.substr(0, folder.find('/')))
        return true;
    return false;
  }

private:
  std::vector<AccountName> names;
};

// A scan knows for whom it was opened, and nobody asks it: the next number is easily said.
class Scan {
public:
  Scan(std::string folder, std::vector<AccountName> openedFor, std::vector<std::string> lines)
      : folder(std::move(folder)), openedFor(std::move(openedFor)), lines(std::move(lines)) {}
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
  if (!session.mayOpen(request.folder))
    return false;
  auto scan = scans.find(request.number); // finding: crosstalk-unscoped-fetch
  if (!scan || scan->in() != request.folder)
    return false;
  reply.lines = scan->content();
  return true;
}
