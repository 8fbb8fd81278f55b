#pragma once
#include <string>
#include <unordered_map>

struct User {
  std::string id, name, email;
};

inline std::string mailbox(const User &user) { return "Mail of " + user.name + " <" + user.email + ">"; }

unsigned short slotOf(const User &user);
