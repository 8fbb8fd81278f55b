// RapidJSON: what is read from a text, kept in a value and written again is still told by it.
#include "../caller.h"
#include <rapidjson/document.h>

std::map<std::string, std::string> byText, bySet, byPath;

void parsed_ok(const Caller &caller) {
  rapidjson::Document document;
  document.Parse(caller.userId.c_str());
  auto &page = byText[document.GetString()];
  if (page.empty())
    page = statement(caller);
}
void set_ok(const Caller &caller) {
  rapidjson::Value value;
  value.SetString(caller.userId.c_str(), 8);
  auto &page = bySet[value.GetString()];
  if (page.empty())
    page = statement(caller);
}

std::string path_bad(const Caller &caller, const std::string &path) {
  auto &page = byPath[path];
  if (page.empty())
    page = statement(caller); // finding: crosstalk-unkeyed-cache
  return page;
}
