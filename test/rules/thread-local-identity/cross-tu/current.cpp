#include "current.h"

static thread_local User current;

void setCurrentUser(const User &user) {
  current = user; // finding: crosstalk-thread-local-identity
}

const User &currentUser() { return current; }
