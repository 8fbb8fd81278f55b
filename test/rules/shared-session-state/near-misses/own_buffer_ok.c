/* The caller's buffer, and a static one that nobody is given. */
#include <stdio.h>
#include <stddef.h>

struct request {
  const char *user_id;
};

const char *name_into(const struct request *req, char *buffer, size_t size) {
  const char *found = NULL;
  if (req->user_id) {
    snprintf(buffer, size, "user-%s", req->user_id);
    found = buffer;
  }
  return found;
}
