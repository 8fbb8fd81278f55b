#pragma once
#include <cstdint>
#include <sqlite3.h>
#include <string>

struct User {
  std::int64_t id;
  std::string name, email;
};

std::string ibanOf(sqlite3 *db, std::int64_t invoiceId);

extern const char *const selectAmount;
