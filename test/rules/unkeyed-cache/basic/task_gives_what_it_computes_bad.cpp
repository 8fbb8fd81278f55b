// A single flight by std::packaged_task whose callable writes the user into the page: the page alone is the key.
#include <future>
#include <map>
#include <string>

struct Session {
  std::string user_id;
};
struct Request {
  Session *session;
  std::string page;
};

class Pages {
public:
  std::string render(const Request &req) {
    auto at = flights.find(req.page);
    if (at != flights.end())
      return at->second.get();
    std::packaged_task<std::string()> task([user = req.session->user_id, page = req.page] {
      return "<h1>" + page + " for " + user + "</h1>";
    });
    std::shared_future<std::string> flight = task.get_future().share();
    task();
    flights.emplace(req.page, flight); // finding: crosstalk-unkeyed-cache
    return flight.get();
  }

private:
  std::map<std::string, std::shared_future<std::string>> flights;
};

static Pages pages;

std::string handle(const Request &req) { return pages.render(req); }
