// The service is an object of main, reached by reference from the handlers: it is one object for all requests.
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

  std::string page(const Customer &customer, const std::string &path) {
    auto found = rows.find(path);
    if (found != rows.end())
      return found->second;
    std::string text = render(customer.customerNo, path);
    rows[path] = text; // finding: crosstalk-unkeyed-cache
    return text;
  }

private:
  int ttl;
  std::map<std::string, std::string> rows;
};

/// Calls what it is given for a known customer only: a closure within a closure.
template <class F> std::function<void(const Request &, Response &)> forCustomer(F answer) {
  return [answer](const Request &request, Response &response) {
    Customer customer;
    if (!authenticate(request.authorization, customer)) {
      response.status = 401;
      return;
    }
    response.body = answer(customer, request);
  };
}

int main() {
  Pages pages(60);
  Server server;
  server.get("/page", forCustomer([&](const Customer &customer, const Request &request) {
               return pages.page(customer, request.path);
             }));
}
