// jsoncpp: what is read from a text, kept in a value and written again is still told by it.
#include "../caller.h"
#include <json/json.h>
#include <memory>
#include <sstream>

std::map<std::string, std::string> byReader, byChars, byStream, byPath;

void read_ok(const Caller &caller) {
  Json::Value root;
  Json::Reader reader;
  reader.parse(caller.userId, root);
  auto &page = byReader[root.asCString()];
  if (page.empty())
    page = statement(caller);
}
void chars_ok(const Caller &caller) {
  Json::Value root;
  std::unique_ptr<Json::CharReader> reader(Json::CharReaderBuilder().newCharReader());
  reader->parse(caller.userId.data(), nullptr, &root, nullptr);
  auto &page = byChars[root.asCString()];
  if (page.empty())
    page = statement(caller);
}
void stream_ok(const Caller &caller) {
  Json::Value root;
  std::istringstream text(caller.userId);
  Json::parseFromStream(Json::CharReaderBuilder(), text, &root, nullptr);
  auto &page = byStream[root.asCString()];
  if (page.empty())
    page = statement(caller);
}

std::string path_bad(const Caller &caller, const std::string &path) {
  auto &page = byPath[path];
  if (page.empty())
    page = statement(caller); // finding: crosstalk-unkeyed-cache
  return page;
}
