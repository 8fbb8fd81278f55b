#include "context.h"

void authenticate(const std::string &sessionToken) {
  context().user = userOf(sessionToken); // finding: crosstalk-shared-session-state
}
