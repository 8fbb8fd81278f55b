// What a endpoint on a path was set up with is nothing that one on a port could have.
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
class PathEndpoint : public Endpoint {
public:
  PathEndpoint(const std::string &path, const std::string &userName) : path_(path), userName_(userName) {}
  const std::string &userName() const { return userName_; }

private:
  std::string path_;
  std::string userName_;
};

class Server {
public:
  void listenOn(const std::string &path, const std::string &userName) {
    endpoints_.push_back(new PathEndpoint(path, userName));
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
      return endpoint;
    }
    return nullptr;
  }

private:
  std::vector<Endpoint *> endpoints_;
};
