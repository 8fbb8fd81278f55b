// Poco: SQL by operators. The table's owner is in schema.sql.
#include <Poco/Data/RecordSet.h>
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

class Listed : public Poco::Net::HTTPRequestHandler {
public:
  explicit Listed(Poco::Data::Session &session) : session(session) {}
  void handleRequest(Poco::Net::HTTPServerRequest &req, Poco::Net::HTTPServerResponse &res) override {
    Poco::Data::RecordSet rows(session, "SELECT card FROM orders WHERE id = '" + req.getURI().substr(1) + "'"); // finding: crosstalk-unscoped-fetch
    std::string card = rows.value("card").convert<std::string>();
    res.sendBuffer(card.data(), card.size());
  }

private:
  Poco::Data::Session &session;
};

class Selected : public Poco::Net::HTTPRequestHandler {
public:
  explicit Selected(Poco::Data::Session &session) : session(session) {}
  void handleRequest(Poco::Net::HTTPServerRequest &req, Poco::Net::HTTPServerResponse &res) override {
    std::string id = req.getURI().substr(1), card;
    Poco::Data::Statement select(session);
    select << "SELECT card FROM orders WHERE id = ?", into(card), use(id), limit(1); // finding: crosstalk-unscoped-fetch
    select.execute();
    res.sendBuffer(card.data(), card.size());
  }

private:
  Poco::Data::Session &session;
};
