// One client, made around the handlers, is given the token of whoever asks.
#include <functional>
#include <memory>
#include <string>

namespace httplib {
struct Request {
  std::string get_header_value(const char *name) const;
};
struct Response {
  void set_content(const std::string &body, const char *type);
};
struct Client {
  explicit Client(const std::string &address);
  void set_bearer_token_auth(const std::string &token);
  std::string Get(const std::string &path);
};
struct Server {
  using Handler = std::function<void(const Request &, Response &)>;
  Server &Get(const std::string &path, Handler handler);
  bool listen(const std::string &host, int port);
};
} // namespace httplib

struct Claims {
  std::string userId;
  std::string bankToken;
};

Claims claimsOf(const std::string &sessionToken);

class Bank {
public:
  explicit Bank(const std::string &address) : client_(address) {}
  std::string balance(const Claims &claims) {
    client_.set_bearer_token_auth(claims.bankToken); // finding: crosstalk-shared-session-state
    return client_.Get("/balance");
  }

private:
  httplib::Client client_;
};

void serve(const std::string &address) {
  Bank bank(address);
  httplib::Server server;
  server.Get("/balance", [&](const httplib::Request &request, httplib::Response &response) {
    response.set_content(bank.balance(claimsOf(request.get_header_value("Authorization"))), "text/plain");
  });
  server.listen("0.0.0.0", 8080);
}
