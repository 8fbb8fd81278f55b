// fmt: a formatted text tells what went into it.
#include "../caller.h"
#include <fmt/format.h>
#include <fmt/printf.h>
#include <fmt/ranges.h>
#include <vector>

std::map<std::string, std::string> byPrinted, byParts, byPath;

void printed_ok(const Caller &caller) {
  auto &page = byPrinted[fmt::sprintf("page:%s", caller.userId)];
  if (page.empty())
    page = statement(caller);
}
void joined_ok(const Caller &caller) {
  std::vector<std::string> parts{caller.tenantId, caller.userId};
  auto &page = byParts[fmt::format("page:{}", fmt::join(parts, "/"))];
  if (page.empty())
    page = statement(caller);
}

std::string path_bad(const Caller &caller, const std::string &path) {
  auto &page = byPath[path];
  if (page.empty())
    page = statement(caller); // finding: crosstalk-unkeyed-cache
  return page;
}
