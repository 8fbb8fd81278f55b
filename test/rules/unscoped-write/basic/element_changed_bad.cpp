// An element is changed through a reference, or removed by a test that asks for the id alone.
#include <algorithm>
#include <httplib.h>
#include <map>
#include <string>
#include <vector>

struct Account {
  std::string id;
};
struct Note {
  std::string id, ownerId, text;
};

const Account *accountOf(const std::string &session);

class Notes {
public:
  void rewrite(const httplib::Request &req, httplib::Response &res) {
    const Account *me = accountOf(req.get_header_value("X-Session"));
    if (!me)
      return;
    Note &note = byId.at(req.get_param_value("id")); // finding: crosstalk-unscoped-write
    note.text = req.body;
    res.set_content("rewritten by " + me->id, "text/plain");
  }

  void rewriteOwn(const httplib::Request &req, httplib::Response &res) {
    const Account *me = accountOf(req.get_header_value("X-Session"));
    if (!me)
      return;
    Note &note = byId.at(req.get_param_value("id"));
    if (note.ownerId != me->id) {
      res.status = 403;
      return;
    }
    note.text = req.body;
  }

  void drop(const httplib::Request &req, httplib::Response &) {
    const Account *me = accountOf(req.get_header_value("X-Session"));
    if (!me)
      return;
    const std::string id = req.get_param_value("id");
    std::erase_if(archive, [&](const Note &note) { return note.id == id; }); // finding: crosstalk-unscoped-write
  }

  void removeOld(const httplib::Request &req, httplib::Response &) {
    const Account *me = accountOf(req.get_header_value("X-Session"));
    if (!me)
      return;
    const std::string id = req.get_param_value("id");
    auto end = std::remove_if(archive.begin(), archive.end(), [&](const Note &note) { return note.id == id; });
    archive.erase(end, archive.end()); // finding: crosstalk-unscoped-write
  }

  void dropOwn(const httplib::Request &req, httplib::Response &) {
    const Account *me = accountOf(req.get_header_value("X-Session"));
    if (!me)
      return;
    const std::string id = req.get_param_value("id");
    std::erase_if(archive, [&](const Note &note) { return note.id == id && note.ownerId == me->id; });
  }

  void dropAllOwn(const httplib::Request &req, httplib::Response &) {
    const Account *me = accountOf(req.get_header_value("X-Session"));
    if (!me)
      return;
    archive.erase(
        std::remove_if(archive.begin(), archive.end(), [&](const Note &note) { return note.ownerId == me->id; }),
        archive.end());
  }

private:
  std::map<std::string, Note> byId;
  std::vector<Note> archive;
};

int main() {
  Notes notes;
  httplib::Server server;
  server.Post("/rewrite", [&](const auto &req, auto &res) { notes.rewrite(req, res); });
  server.Post("/rewrite-own", [&](const auto &req, auto &res) { notes.rewriteOwn(req, res); });
  server.Post("/drop", [&](const auto &req, auto &res) { notes.drop(req, res); });
  server.Post("/remove-old", [&](const auto &req, auto &res) { notes.removeOld(req, res); });
  server.Post("/drop-own", [&](const auto &req, auto &res) { notes.dropOwn(req, res); });
  server.Post("/drop-all-own", [&](const auto &req, auto &res) { notes.dropAllOwn(req, res); });
  server.listen("0.0.0.0", 8080);
}
