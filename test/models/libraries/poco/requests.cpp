// Poco: who asks, as a request tells; who enters; what caches, pools and threads keep.
#include "../caller.h"
#include <Poco/ExpireCache.h>
#include <Poco/JSON/Object.h>
#include <Poco/LRUCache.h>
#include <Poco/Net/HTMLForm.h>
#include <Poco/Net/HTTPBasicCredentials.h>
#include <Poco/Net/HTTPCookie.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/SingletonHolder.h>
#include <Poco/ThreadLocal.h>
#include <Poco/URI.h>
#include <mutex>
#include <sstream>

using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;
using Cache = Poco::ExpireCache<std::string, std::string>;

std::map<std::string, std::string> byCookie, byLogin, byPassword, byAddress, byUser;

void login(HTTPServerRequest &request, HTTPServerResponse &response) {
  Poco::Net::HTTPBasicCredentials login(request);
  auto &page = byLogin[request.getURI()];
  if (page.empty())
    page = "for " + login.getUsername(); // finding: crosstalk-unkeyed-cache
  response.sendBuffer(page.data(), page.size());
}
void password(HTTPServerRequest &request, HTTPServerResponse &response) {
  Poco::Net::HTTPBasicCredentials login(request);
  auto &page = byPassword[request.getURI()];
  if (page.empty())
    page = "for " + login.getPassword(); // finding: crosstalk-unkeyed-cache
  response.sendBuffer(page.data(), page.size());
}
void address(HTTPServerRequest &request, HTTPServerResponse &response) {
  auto &page = byAddress[request.getURI()];
  if (page.empty())
    page = "for " + request.clientAddress().toString(); // finding: crosstalk-unkeyed-cache
  response.sendBuffer(page.data(), page.size());
}
void credentials(HTTPServerRequest &request, HTTPServerResponse &response) {
  std::string scheme, said;
  request.getCredentials(scheme, said);
  auto &page = byUser[request.getURI()];
  if (page.empty())
    page = "for " + said; // finding: crosstalk-unkeyed-cache
  response.sendBuffer(page.data(), page.size());
}

std::string claimed(HTTPServerRequest &request) {
  Poco::Net::HTTPBasicCredentials login(request);
  return query("SELECT iban FROM invoices WHERE owner_id = $1", login.getUsername()); // finding: crosstalk-forged-owner
}

/// What looks up rows for a request that it holds.
class Lookup {
public:
  explicit Lookup(HTTPServerRequest &request) : request_(request) {}
  std::string byUri() { return query("SELECT iban FROM invoices WHERE id = $1", request_.getURI()); } // finding: crosstalk-unscoped-fetch
  std::string byStream() {
    std::string id;
    std::getline(request_.stream(), id);
    return query("SELECT iban FROM invoices WHERE id = $1", id); // finding: crosstalk-unscoped-fetch
  }
  std::string byCookie() {
    Poco::Net::NameValueCollection cookies;
    request_.getCookies(cookies);
    return query("SELECT iban FROM invoices WHERE id = $1", cookies["invoice"]); // finding: crosstalk-unscoped-fetch
  }
  std::string byForm() {
    Poco::Net::HTMLForm form;
    form.load(request_);
    return query("SELECT iban FROM invoices WHERE id = $1", form["id"]); // finding: crosstalk-unscoped-fetch
  }

private:
  HTTPServerRequest &request_;
};

class Greeting : public Poco::Net::HTTPRequestHandler {
public:
  void handleRequest(HTTPServerRequest &request, HTTPServerResponse &response) override {
    greet(Poco::Net::HTTPBasicCredentials(request).getUsername());
    response.send() << name_;
  }

private:
  void greet(const std::string &user) {
    std::lock_guard<std::mutex> lock(mutex_);
    show(name_);
    name_ = user;
  }
  std::mutex mutex_;
  std::string name_;
};

class Greetings : public Poco::Net::HTTPRequestHandlerFactory {
public:
  Poco::Net::HTTPRequestHandler *createRequestHandler(const HTTPServerRequest &request) override {
    show(last_);
    last_ = request.get("X-User"); // finding: crosstalk-shared-session-state
    return new Greeting;
  }

private:
  std::string last_;
};

Cache added;
Poco::LRUCache<std::string, std::string> updated;

std::string cached(const Caller &caller, const std::string &path) {
  if (auto found = added.get(path))
    return *found;
  added.add(path, statement(caller)); // finding: crosstalk-unkeyed-cache
  return statement(caller);
}
std::string refreshed(const Caller &caller, const std::string &path) {
  if (auto found = updated.get(path))
    return *found;
  updated.update(path, statement(caller)); // finding: crosstalk-unkeyed-cache
  return statement(caller);
}

struct Note {
  std::string text;
};
Poco::SingletonHolder<Note> single;
Poco::ThreadLocal<Note> draft;

void single_bad(const Caller &caller) {
  show(single.get()->text);
  single.get()->text = caller.userId; // finding: crosstalk-shared-session-state
}
void draft_bad(const Caller &caller) {
  show(draft.get().text);
  draft.get().text = caller.userId; // finding: crosstalk-thread-local-identity
}
std::map<std::string, std::string> byUri, byObject, byText;

void uri_ok(const Caller &caller) {
  auto &page = byUri[Poco::URI(caller.userId).getPath()];
  if (page.empty())
    page = statement(caller);
}
void object_ok(const Caller &caller) {
  Poco::JSON::Object object;
  object.set("user", caller.userId);
  std::ostringstream text;
  object.stringify(text);
  auto &page = byObject[text.str()];
  if (page.empty())
    page = statement(caller);
}
void text_ok(const Caller &caller) {
  Poco::Dynamic::Var value(caller.userId);
  auto &page = byText[value.extract<std::string>()];
  if (page.empty())
    page = statement(caller);
}
