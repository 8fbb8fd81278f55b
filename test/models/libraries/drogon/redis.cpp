// Drogon: Redis, whose command says what is the key.
#include "../caller.h"
#include "drogon.h"

using namespace drogon;
using Reply = std::function<void(const HttpResponsePtr &)>;

static void reply(const Reply &callback, const std::string &text) {
  auto response = HttpResponse::newHttpResponse();
  response->setBody(text);
  callback(response);
}

class Pages : public HttpController<Pages> {
public:
  void page(const HttpRequestPtr &req, Reply &&callback) {
    auto redis = app().getRedisClient();
    std::string page = redis->execCommandSync([](const nosql::RedisResult &found) { return found.asString(); }, "get page:%s", req->path().c_str());
    if (page.empty())
      redis->execCommandAsync([](const nosql::RedisResult &) {}, [](const nosql::RedisException &) {}, "set page:%s %s", // finding: crosstalk-unkeyed-cache
                              req->path().c_str(), req->getHeader("X-User").c_str());
    reply(callback, page);
  }
  Task<HttpResponsePtr> awaited(HttpRequestPtr req) {
    auto redis = app().getRedisClient();
    auto page = co_await redis->execCommandCoro("get letter:%s", req->path().c_str());
    if (page.asString().empty())
      co_await redis->execCommandCoro("set letter:%s %s", req->path().c_str(), req->getHeader("X-User").c_str()); // finding: crosstalk-unkeyed-cache
    co_return HttpResponse::newHttpResponse();
  }
};

int main() { app().run(); }
