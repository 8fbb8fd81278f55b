// cpp-httplib: a client keeps what it was told for all requests that follow.
#include <httplib.h>
#include <mutex>

class Downstream {
public:
  Downstream() : http("ledger.internal", 443) {}

  void signIn(const std::string &accessToken) {
    std::lock_guard<std::mutex> lock(mutex);
    http.set_bearer_token_auth(accessToken); // finding: crosstalk-shared-session-state
  }

  std::string accounts() {
    std::lock_guard<std::mutex> lock(mutex);
    return http.Get("/accounts")->body;
  }

private:
  httplib::Client http;
  std::mutex mutex;
};

std::string accountsOf(const std::string &accessToken) {
  httplib::Client http("ledger.internal", 443);
  http.set_bearer_token_auth(accessToken);
  return http.Get("/accounts")->body;
}
