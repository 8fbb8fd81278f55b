#include "current.h"

std::string handle(const std::string &sessionToken) {
  if (!sessionToken.empty())
    setCurrentUser(userOf(sessionToken));
  return "Dear " + currentUser().name;
}
