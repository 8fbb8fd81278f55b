// An object of main that handlers reach: keyed by who asks, and one that each request makes for itself.
#include <functional>
#include <map>
#include <string>

struct Request {
  std::string path, authorization;
};

struct Response {
  int status = 200;
  std::string body;
};

struct Customer {
  std::string customerNo, depot;
};

bool authenticate(const std::string &authorization, Customer &out);
std::string render(const std::string &customerNo, const std::string &path);

class Server {
public:
  void get(const std::string &route, std::function<void(const Request &, Response &)> handler);
};

class Pages {
public:
  explicit Pages(int ttl) : ttl(ttl) {}

  std::string page(const Customer &customer, const std::string &key, const std::string &path) {
    auto found = rows.find(key);
    if (found != rows.end())
      return found->second;
    std::string text = render(customer.customerNo, path);
    rows[key] = text;
    return text;
  }

private:
  int ttl;
  std::map<std::string, std::string> rows;
};

int main() {
  Pages pages(60);
  Server server;
  server.get("/page", [&](const Request &request, Response &response) {
    Customer customer;
    if (authenticate(request.authorization, customer))
      response.body = pages.page(customer, customer.customerNo + '|' + request.path, request.path);
  });
  server.get("/draft", [](const Request &request, Response &response) {
    Pages mine(1);
    Customer customer;
    if (authenticate(request.authorization, customer))
      response.body = mine.page(customer, request.path, request.path);
  });
}
