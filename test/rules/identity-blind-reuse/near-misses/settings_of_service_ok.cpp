// The certificate is the service's own: it is the same for all that ask.
#include <list>
#include <memory>
#include <string>

struct Settings {
  std::string client_cert_file;
};

struct Link {
  explicit Link(int number) : number(number) {}
  int number;
  Settings settings;
};

struct Channel {
  std::string host;
  std::unique_ptr<Link> link;
};

std::unique_ptr<Link> openLink(const std::string &host, const Settings &settings);

class Relay {
public:
  Channel *obtain(const std::string &host);

private:
  std::string certificate_file_;
  std::list<Channel *> idle_;
};

Channel *Relay::obtain(const std::string &host) {
  for (Channel *each : idle_)
    if (each->host == host)
      return each;
  Settings settings;
  settings.client_cert_file = certificate_file_;
  std::unique_ptr<Link> link = openLink(host, settings);
  link->settings = settings;
  auto *made = new Channel;
  made->host = host;
  made->link = std::move(link);
  idle_.push_back(made);
  return made;
}
