/* The setter is called for each request with the user of that request. */
#include <string.h>

struct request {
  const char *user;
  const char *path;
};

static char current_user[64];

int file_owned_by(const char *path, const char *user);
void answer(struct request *request, int status);

static void set_current_user(const char *user) {
  strncpy(current_user, user, sizeof(current_user) - 1); /* finding: crosstalk-shared-session-state */
}

static const char *get_current_user(void) { return current_user; }

void handle_login(struct request *request) {
  set_current_user(request->user);
  answer(request, 200);
}

void handle_read(struct request *request) {
  answer(request, file_owned_by(request->path, get_current_user()) ? 200 : 403);
}
