// What the generated driver.cpp of the fetch oracle tells fetch_harness.cpp: one entry per case. Never analysed.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

/// The authenticated principal, converted by the driver into each case's own type.
struct Person {
  std::string Id;
  std::int64_t Number = 0;
  std::string Tenant, Name, Role;
  bool Admin = false;
  std::string Token;
};

/// What the client sends: row ids, a claimed owner, a search text, a flag, a share token.
struct Ask {
  std::int64_t Row = 0, OtherRow = 0, Owner = 0;
  std::string Text;
  bool Mine = false;
  std::string Share;
};

struct Entry {
  const char *Name;
  std::string (*Run)(const Person &, const Ask &);
};
extern const Entry Entries[];
extern const std::size_t EntryCount;

/// Creates the tables; defined by the generated schema.cpp.
struct sqlite3;
void createSchema(sqlite3 *Database);

const Person &personByToken(const std::string &Token);
