// Poco: SQL by operators. The table's owner is in schema.sql.
#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <string>

using namespace Poco::Data::Keywords;

class Order : public Poco::Net::HTTPRequestHandler {
public:
  explicit Order(Poco::Data::Session &session) : session(session) {}
  void handleRequest(Poco::Net::HTTPServerRequest &req, Poco::Net::HTTPServerResponse &res) override {
    std::string id = req.getURI().substr(1), card;
    session << "SELECT card FROM orders WHERE id = ?", into(card), use(id), now; // finding: crosstalk-unscoped-fetch
    res.sendBuffer(card.data(), card.size());
  }

private:
  Poco::Data::Session &session;
};

class Removal : public Poco::Net::HTTPRequestHandler {
public:
  explicit Removal(Poco::Data::Session &session) : session(session) {}
  void handleRequest(Poco::Net::HTTPServerRequest &req, Poco::Net::HTTPServerResponse &res) override {
    std::string id = req.getURI().substr(1);
    session << "DELETE FROM orders WHERE id = ?", use(id), now; // finding: crosstalk-unscoped-write
    res.send();
  }

private:
  Poco::Data::Session &session;
};
