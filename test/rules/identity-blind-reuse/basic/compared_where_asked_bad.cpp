// A mailbox link that was opened with somebody's secret is lent to whoever brings none.
#include <list>
#include <memory>
#include <string>

struct Account {
  std::string login, secret;
};

struct Errand {
  std::string server;
  Account account;
  bool anonymous = false;
};

class MailConnection {
public:
  MailConnection(std::string server, Account account) : server(std::move(server)), account(std::move(account)) {}
  std::string server;
  Account account;
  bool busy = false;
};

class MailConnections {
public:
  std::shared_ptr<MailConnection> take(const Errand &errand) {
    for (auto &link : open_) {
      if (link->busy || link->server != errand.server)
        continue;
      if (!errand.anonymous &&
          (link->account.login != errand.account.login || link->account.secret != errand.account.secret))
        continue;
      return link; // finding: crosstalk-identity-blind-reuse
    }
    open_.push_back(std::make_shared<MailConnection>(errand.server, errand.account));
    return open_.back();
  }

private:
  std::list<std::shared_ptr<MailConnection>> open_;
};

MailConnections links;

std::shared_ptr<MailConnection> linkFor(const Errand &errand) { return links.take(errand); }
