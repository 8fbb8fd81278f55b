// What the generated driver.cpp tells harness.cpp: one entry per case. Never analysed.
#pragma once
#include <cstddef>
#include <string>

/// The authenticated principal of a request, converted by the driver into each case's own type.
struct Person {
  std::string Id;
  long Number = 0;
  std::string Tenant, Name, Role;
  bool Admin = false;
  std::string Token;
};

/// Everything of a request that does not depend on who sends it.
struct Ask {
  std::string Query;
  bool Flag = false;
  int Number = 0;
};

/// One generated handler; Waits: it calls waitBackend() or co_awaits somewhere, so that others run meanwhile.
struct Entry {
  const char *Name;
  std::string (*Run)(const Person &, const Ask &);
  bool Waits;
};
extern const Entry Entries[];
extern const std::size_t EntryCount;

/// Who a token belongs to.
const Person &personByToken(const std::string &Token);
