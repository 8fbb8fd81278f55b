#include <map>
#include <memory>
#include <string>

struct Login {
  std::string password;
  long expires = 0;
};

struct Knock {
  std::string authorization;
  int port = 0;
};

// What the port table says only goes into the key of the logins; it is the logins that are compared.
class Doorman {
public:
  explicit Doorman(std::map<int, std::string> zones) : zones(std::move(zones)) {}
  bool admits(const Knock &knock) {
    const std::string zone = zoneOf(knock);
    const auto colon = knock.authorization.find(':');
    const std::string name = knock.authorization.substr(0, colon), password = knock.authorization.substr(colon + 1);
    auto it = logins.find(name + "@" + zone);
    return it != logins.end() && it->second->password == password;
  }
  std::string zoneOf(const Knock &knock) const {
    auto it = zones.find(knock.port);
    return it == zones.end() ? std::string() : it->second;
  }

private:
  std::map<int, std::string> zones;
  std::map<std::string, std::shared_ptr<Login>> logins;
};
