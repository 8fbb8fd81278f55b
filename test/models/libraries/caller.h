// Who asks, in the marked sources of these folders, and a place where the next one sees what is left.
#pragma once
#include <map>
#include <string>

struct Caller {
  std::string userId, tenantId, email;
};

std::string statement(const Caller &caller); // what only the caller may see
void show(const std::string &text);          // to whoever asks now
std::string query(const char *statement, const std::string &id); // of the program's own: no model knows it
