// Poco: a handler object for each request, a cache for all.
#include <Poco/ExpireCache.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <string>

Poco::ExpireCache<std::string, std::string> pages;

class Page : public Poco::Net::HTTPRequestHandler {
public:
  void handleRequest(Poco::Net::HTTPServerRequest &req, Poco::Net::HTTPServerResponse &res) override {
    if (auto found = pages.get(req.getURI())) {
      res.sendBuffer(found->data(), found->size());
      return;
    }
    std::string page = "Your token is " + req.get("Authorization");
    pages.add(req.getURI(), page); // finding: crosstalk-unkeyed-cache
    res.sendBuffer(page.data(), page.size());
  }
};

class PublicPage : public Poco::Net::HTTPRequestHandler {
public:
  void handleRequest(Poco::Net::HTTPServerRequest &req, Poco::Net::HTTPServerResponse &res) override {
    std::string page = "Your token is " + req.get("Authorization");
    res.set("Cache-Control", "public, max-age=60"); // finding: crosstalk-shareable-response
    res.sendBuffer(page.data(), page.size());
  }
};
