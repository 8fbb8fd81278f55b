#pragma once
#include <string>
#include <unordered_map>

struct User {
  std::string name, role;
};

std::string menuFor(const User &user);
