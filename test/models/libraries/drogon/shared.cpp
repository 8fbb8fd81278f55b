// Drogon: what requests share: plugins, singletons, caches, data of a thread; and who enters it.
#include "../caller.h"
#include "drogon.h"

using namespace drogon;
using Reply = std::function<void(const HttpResponsePtr &)>;

static void reply(const Reply &callback, const std::string &text) {
  auto response = HttpResponse::newHttpResponse();
  response->setBody(text);
  callback(response);
}

struct Greeting : Plugin<Greeting> {
  std::string name;
};
struct Note {
  std::string name;
};
struct Draft {
  std::string text;
};

IOThreadStorage<Draft> draft;

class Hello : public HttpSimpleController<Hello> {
public:
  void asyncHandleHttpRequest(const HttpRequestPtr &req, std::function<void(const HttpResponsePtr &)> &&callback) override {
    reply(callback, last_);
    last_ = req->getHeader("X-User"); // finding: crosstalk-shared-session-state
  }

private:
  std::string last_;
};

class Named : public HttpFilter<Named> {
public:
  void doFilter(const HttpRequestPtr &req, std::function<void(const HttpResponsePtr &)> &&fcb, std::function<void()> &&fccb) override {
    reply(fcb, last_);
    last_ = req->getHeader("X-User"); // finding: crosstalk-shared-session-state
  }

private:
  std::string last_;
};

class Around : public HttpMiddleware<Around> {
public:
  void invoke(const HttpRequestPtr &req, MiddlewareNextCallback &&nextCb, MiddlewareCallback &&mcb) override {
    reply(mcb, last_);
    last_ = req->getHeader("X-User"); // finding: crosstalk-shared-session-state
  }

private:
  std::string last_;
};

class Chat : public WebSocketController<Chat> {
public:
  void handleNewMessage(const WebSocketConnectionPtr &to, std::string &&text, const WebSocketMessageType &) override {
    to->send(last_ + text);
  }
  void handleNewConnection(const HttpRequestPtr &req, const WebSocketConnectionPtr &) override {
    last_ = req->getHeader("X-User"); // finding: crosstalk-shared-session-state
  }
  void handleConnectionClosed(const WebSocketConnectionPtr &) override {}

private:
  std::string last_;
};

struct Last : Plugin<Last> {
  void greet(const HttpRequestPtr &req, const Reply &callback) {
    reply(callback, last);
    last = req->getHeader("X-User"); // finding: crosstalk-shared-session-state
  }
  std::string last;
};

class Pages : public HttpController<Pages> {
public:
  void plugin(const HttpRequestPtr &req, Reply &&callback) {
    reply(callback, app().getPlugin<Greeting>()->name);
    app().getPlugin<Greeting>()->name = req->getHeader("X-User"); // finding: crosstalk-shared-session-state
  }
  void taken(const HttpRequestPtr &req, Reply &&callback) { app().getPlugin<Last>()->greet(req, callback); }
  void single(const HttpRequestPtr &req, Reply &&callback) {
    reply(callback, DrClassMap::getSingleInstance<Note>()->name);
    DrClassMap::getSingleInstance<Note>()->name = req->getHeader("X-User"); // finding: crosstalk-shared-session-state
  }
  void perThread(const HttpRequestPtr &req, Reply &&callback) {
    show(draft.getThreadData().text);
    draft.getThreadData().text = req->getHeader("X-User"); // finding: crosstalk-thread-local-identity
  }

  void indexed(const HttpRequestPtr &req, Reply &&callback) {
    std::string page = indexed_[req->path()];
    if (page.empty())
      indexed_.insert(req->path(), "for " + req->getHeader("X-User")); // finding: crosstalk-unkeyed-cache
    reply(callback, page);
  }
  void fetched(const HttpRequestPtr &req, Reply &&callback) {
    std::string page;
    if (!fetched_.findAndFetch(req->path(), page))
      fetched_.insert(req->path(), "for " + req->getHeader("X-User")); // finding: crosstalk-unkeyed-cache
    reply(callback, page);
  }

private:
  CacheMap<std::string, std::string> indexed_{app().getLoop()}, fetched_{app().getLoop()};
};

int main() {
  app().registerHandler("/invoices/{1}", [](const HttpRequestPtr &, Reply &&callback, const std::string &user) {
    reply(callback, query("SELECT iban FROM invoices WHERE owner_id = $1", user)); // finding: crosstalk-forged-owner
  });
  app().run();
}
