// Whose mapping it is follows from which mapping it is.
#include <map>
#include <memory>
#include <string>

struct UserMapping {
  unsigned umid = 0;
  unsigned serverId = 0;
  std::string remoteLogin, remoteSecret;
};

struct Link {
  std::string greeting;
};

UserMapping mappingOf(unsigned userId, unsigned serverId);
std::unique_ptr<Link> dial(unsigned serverId, const std::string &login, const std::string &secret);

class Links {
public:
  Link *get(const UserMapping &mapping) {
    std::unique_ptr<Link> &link = links_[mapping.umid];
    if (!link)
      link = dial(mapping.serverId, mapping.remoteLogin, mapping.remoteSecret);
    return link.get();
  }

private:
  std::map<unsigned, std::unique_ptr<Link>> links_;
};

static Links links;

std::string greet(unsigned userId, unsigned serverId) { return links.get(mappingOf(userId, serverId))->greeting; }
