/* A buffer of the function's own, and a pointer to it for the caller. */
#include <stdio.h>
#include <stddef.h>

struct request {
  const char *user_id;
};

const char *name_of(const struct request *req) {
  static char buffer[64];
  const char *found = NULL;
  if (req->user_id) {
    snprintf(buffer, sizeof buffer, "user-%s", req->user_id); /* finding: crosstalk-shared-session-state */
    found = buffer;
  }
  return found;
}
