// simdjson: what is read from a text is still told by it.
#include "../caller.h"
#include <simdjson.h>

std::map<std::string, std::string> byElement, byPath;

void element_ok(const Caller &caller) {
  simdjson::dom::parser parser;
  simdjson::dom::element element = parser.parse(caller.userId).value();
  auto &page = byElement[element.get_c_str().value()];
  if (page.empty())
    page = statement(caller);
}

std::string path_bad(const Caller &caller, const std::string &path) {
  auto &page = byPath[path];
  if (page.empty())
    page = statement(caller); // finding: crosstalk-unkeyed-cache
  return page;
}
