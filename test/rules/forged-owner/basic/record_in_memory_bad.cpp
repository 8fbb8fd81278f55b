// A record that is kept in memory; the request says whose it is, though the caller is known.
#include <httplib.h>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

struct Account {
  std::string id;
};
struct Note {
  std::string id, ownerId, text;
};
struct Letter {
  std::string senderId, userId, text;
};

const Account *accountOf(const std::string &session);

class Notes {
public:
  void add(const httplib::Request &req, httplib::Response &) {
    const Account *me = accountOf(req.get_header_value("X-Session"));
    if (!me)
      return;
    const auto body = nlohmann::json::parse(req.body);
    Note note;
    note.ownerId = body["owner_id"];
    note.text = body["text"];
    all.push_back(note); // finding: crosstalk-forged-owner
  }

  void give(const httplib::Request &req, httplib::Response &) {
    const Account *me = accountOf(req.get_header_value("X-Session"));
    if (!me)
      return;
    Note note{req.get_param_value("id"), req.get_param_value("owner"), req.body};
    byId.emplace(note.id, note); // finding: crosstalk-forged-owner
  }

  void addOwn(const httplib::Request &req, httplib::Response &) {
    const Account *me = accountOf(req.get_header_value("X-Session"));
    if (!me)
      return;
    all.push_back({"", me->id, req.body});
  }

  void addIfOwn(const httplib::Request &req, httplib::Response &res) {
    const Account *me = accountOf(req.get_header_value("X-Session"));
    const std::string owner = req.get_param_value("owner");
    if (!me || owner != me->id) {
      res.status = 403;
      return;
    }
    all.push_back({"", owner, req.body});
  }

  void send(const httplib::Request &req, httplib::Response &) {
    const Account *me = accountOf(req.get_header_value("X-Session"));
    if (!me)
      return;
    letters.push_back({me->id, req.get_param_value("to"), req.body});
  }

private:
  std::map<std::string, Note> byId;
  std::vector<Note> all;
  std::vector<Letter> letters;
};

int main() {
  Notes notes;
  httplib::Server server;
  server.Post("/add", [&](const auto &req, auto &res) { notes.add(req, res); });
  server.Post("/give", [&](const auto &req, auto &res) { notes.give(req, res); });
  server.Post("/add-own", [&](const auto &req, auto &res) { notes.addOwn(req, res); });
  server.Post("/add-if-own", [&](const auto &req, auto &res) { notes.addIfOwn(req, res); });
  server.Post("/send", [&](const auto &req, auto &res) { notes.send(req, res); });
  server.listen("0.0.0.0", 8080);
}
