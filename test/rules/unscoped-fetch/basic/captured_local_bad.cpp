// The stores are variables of main that the handlers capture: one for all requests.
#include <httplib.h>
#include <map>
#include <string>
#include <vector>

struct User {
  std::string id, name;
};
struct Task {
  std::string id, userId, text;
};

const User *userOf(const std::string &token);

int main() {
  std::map<std::string, Task> tasks;
  std::vector<Task> list;
  httplib::Server server;
  server.Get("/task", [&](const httplib::Request &req, httplib::Response &res) {
    const User *me = userOf(req.get_header_value("X-Token"));
    if (!me)
      return;
    auto found = tasks.find(req.get_param_value("id")); // finding: crosstalk-unscoped-fetch
    if (found != tasks.end())
      res.set_content(found->second.text, "text/plain");
  });
  server.Get("/own-task", [&](const httplib::Request &req, httplib::Response &res) {
    const User *me = userOf(req.get_header_value("X-Token"));
    if (!me)
      return;
    auto found = tasks.find(req.get_param_value("id"));
    if (found != tasks.end() && found->second.userId == me->id)
      res.set_content(found->second.text, "text/plain");
  });
  server.Get("/listed", [&](const httplib::Request &req, httplib::Response &res) {
    const User *me = userOf(req.get_header_value("X-Token"));
    if (!me)
      return;
    for (const Task &task : list)
      if (task.id == req.get_param_value("id"))
        res.set_content(task.text, "text/plain"); // finding: crosstalk-unscoped-fetch
  });
  server.Get("/all-own", [&](const httplib::Request &req, httplib::Response &res) {
    const User *me = userOf(req.get_header_value("X-Token"));
    if (!me)
      return;
    std::string all;
    for (const Task &task : list)
      if (task.userId == me->id)
        all += task.text;
    res.set_content(all, "text/plain");
  });
  server.listen("0.0.0.0", 8080);
}
