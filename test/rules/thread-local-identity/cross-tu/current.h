#pragma once
#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

void setCurrentUser(const User &user);
const User &currentUser();
