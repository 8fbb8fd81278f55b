// What every generated program of the fetch oracle includes: SQLite, a database handle, a response, a log.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <optional>
#include <sqlite3.h>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace server {

/// The database of the service.
sqlite3 *db();

/// Writes one line to the log.
void logLine(const std::string &line);

/// What goes back to the client.
struct Response {
  int status = 200;
  std::string body;
  void write(const std::string &text) { body += text; }
};

} // namespace server
