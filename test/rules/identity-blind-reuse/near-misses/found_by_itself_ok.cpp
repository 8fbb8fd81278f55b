// A client that hangs up is looked for among all by its own address: there is no other that it could be taken for.
#include <algorithm>
#include <string>
#include <vector>

class Client {
public:
  Client(const std::string &username, const std::string &password) : username_(username), password_(password) {}
  const std::string &username() const { return username_; }

private:
  std::string username_;
  std::string password_;
  int socket_ = -1;
};

class Network {
public:
  void connected(const std::string &username, const std::string &password) {
    clients_.push_back(new Client(username, password));
  }
  void disconnected(Client *client) {
    auto at = std::find(clients_.begin(), clients_.end(), client);
    if (at != clients_.end())
      clients_.erase(at);
  }

private:
  std::vector<Client *> clients_;
};
