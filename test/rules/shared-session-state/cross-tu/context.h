#pragma once
#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

struct Context {
  User user;
};

Context &context();
