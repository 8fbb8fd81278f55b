#define BOOST_ASIO_HAS_CO_AWAIT 1 // not found out for every compiler
#define BOOST_ASIO_HAS_STD_COROUTINE 1
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http.hpp>
#include <leveldb/db.h>
#include <string>

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

struct Directory {
  virtual ~Directory() = default;
  virtual std::string jidOf(const std::string &token) = 0;
};

class Notes {
public:
  asio::awaitable<Response> handle(Request request) {
    const std::string jid = people.jidOf(std::string(request[http::field::authorization]));
    const std::string target(request.target());
    co_return co_await play(jid, target.substr(10));
  }

private:
  asio::awaitable<Response> play(const std::string &jid, std::string id) {
    std::string note = co_await load(id);
    if (note.substr(0, note.find(10)) != jid)
      note.clear();
    Response audio(note.empty() ? http::status::not_found : http::status::ok, 11);
    audio.set("X-Listener", jid);
    audio.body() = note;
    co_return audio;
  }

  asio::awaitable<std::string> load(std::string id) {
    co_return co_await asio::co_spawn(
        io,
        [this, id]() -> asio::awaitable<std::string> {
          std::string raw;
          db->Get(leveldb::ReadOptions(), "note/" + id, &raw);
          co_return raw;
        },
        asio::use_awaitable);
  }

  Directory &people;
  leveldb::DB *db;
  asio::thread_pool io;
};
