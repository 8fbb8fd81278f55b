// The part that talks is made by a function that is not seen, from settings of the object that asks; the certificate
// among them is not compared.
#include <list>
#include <memory>
#include <string>

struct Settings {
  std::string server_name, client_cert_file;
  int verify = 1;
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

class Transfer {
public:
  std::string host, certificate_file;
  Channel *channel = nullptr;
  void open();
};

static std::list<Channel *> idle;

static bool take(const Transfer *transfer, Channel *&found) {
  for (Channel *each : idle) {
    if (each->host != transfer->host || each->link->settings.server_name != transfer->host)
      continue;
    found = each; // finding: crosstalk-identity-blind-reuse
    idle.remove(each);
    return true;
  }
  return false;
}

void Transfer::open() {
  if (take(this, channel))
    return;
  Settings settings;
  settings.server_name = host;
  settings.client_cert_file = certificate_file;
  std::unique_ptr<Link> link = openLink(host, settings);
  link->settings = settings;
  channel = new Channel;
  channel->host = host;
  channel->link = std::move(link);
}

void done(Channel *channel) { idle.push_back(channel); }
