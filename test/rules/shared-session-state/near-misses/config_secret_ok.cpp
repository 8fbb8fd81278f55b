// A secret of the server's own, out of its configuration, which a handler keeps since it was started.
#include <map>
#include <string>

struct Request {
  std::string body;
};
struct Config {
  std::string at(const std::string &name) const;
};
const Config &serverConfig();

class TokenHandler {
public:
  void initAndStart() { secret_ = serverConfig().at("jwt_secret"); }
  std::string handle(const Request &request) { return secret_ + request.body; }

private:
  std::string secret_;
};

TokenHandler handler;
std::string serve(const Request &request) { return handler.handle(request); }
