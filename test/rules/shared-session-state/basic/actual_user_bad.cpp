#include <string>
#include <vector>

struct Request {
  std::string header(const std::string &name) const;
};

struct Login {
  std::string name;
  int rights;
};

/// One object for the whole server.
class Server {
public:
  bool authorize(const Request &request);
  std::string page(const Request &request);

private:
  std::vector<Login> logins_;
  std::string m_actualuser;
};

static Server server;

bool Server::authorize(const Request &request) {
  std::string asked = request.header("X-Login");
  for (const Login &login : logins_)
    if (login.name == asked) {
      m_actualuser = login.name; // finding: crosstalk-shared-session-state
      return true;
    }
  return false;
}

std::string Server::page(const Request &) { return "Welcome, " + m_actualuser; }

std::string handle(const Request &request) {
  if (!server.authorize(request))
    return "";
  return server.page(request);
}
