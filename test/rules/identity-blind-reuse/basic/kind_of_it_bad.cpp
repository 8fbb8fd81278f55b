// A tunnel is a endpoint with somebody's name: whoever asks for its port gets it.
#include <string>
#include <vector>

class Endpoint {
public:
  virtual ~Endpoint() = default;
  int socket = -1;
};
class PortEndpoint : public Endpoint {
public:
  PortEndpoint(unsigned short port, const std::string &host) : port_(port), host_(host) {}
  unsigned short port() const { return port_; }
  const std::string &host() const { return host_; }

private:
  unsigned short port_;
  std::string host_;
};
class Tunnel : public PortEndpoint {
public:
  Tunnel(unsigned short port, const std::string &host, const std::string &userName)
      : PortEndpoint(port, host), userName_(userName) {}
  const std::string &userName() const { return userName_; }

private:
  std::string userName_;
};

class Server {
public:
  void openTunnel(unsigned short port, const std::string &host, const std::string &userName) {
    endpoints_.push_back(new Tunnel(port, host, userName)); // finding: crosstalk-unkeyed-cache
  }
  void listenOn(unsigned short port, const std::string &host) { endpoints_.push_back(new PortEndpoint(port, host)); }
  Endpoint *find(unsigned short port, const std::string &host) {
    for (Endpoint *endpoint : endpoints_) {
      auto *at = dynamic_cast<PortEndpoint *>(endpoint);
      if (!at)
        continue;
      if (at->port() != port)
        continue;
      if (at->host() != host)
        continue;
      return endpoint; // finding: crosstalk-identity-blind-reuse
    }
    return nullptr;
  }

private:
  std::vector<Endpoint *> endpoints_;
};
