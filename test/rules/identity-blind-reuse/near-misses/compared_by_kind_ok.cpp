// Whether the login matters is a matter of the protocol, and the protocol is compared.
#include <list>
#include <memory>
#include <string>

struct Protocol {
  std::string scheme;
  bool signsIn = false;
};

struct Errand {
  const Protocol *protocol = nullptr;
  std::string server, login;
};

struct MailConnection {
  const Protocol *protocol;
  std::string server, login;
};

class MailConnections {
public:
  std::shared_ptr<MailConnection> take(const Errand &errand) {
    for (auto &link : open_) {
      if (link->protocol != errand.protocol || link->server != errand.server)
        continue;
      if (errand.protocol->signsIn && link->login != errand.login)
        continue;
      return link;
    }
    open_.push_back(std::make_shared<MailConnection>(MailConnection{errand.protocol, errand.server, errand.login}));
    return open_.back();
  }

private:
  std::list<std::shared_ptr<MailConnection>> open_;
};

MailConnections links;

std::shared_ptr<MailConnection> linkFor(const Errand &errand) { return links.take(errand); }
