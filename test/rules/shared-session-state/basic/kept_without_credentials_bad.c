/* Who was signed in last is signed in still when the next request brings no credentials. */
#include <stddef.h>

struct request {
  char path[64];
  char *credentials;
};

int receive_request(struct request *request);
int check(const char *credentials, char *user, size_t size);
int known_path(const char *path);
int show(const char *path, const char *user);
void reply(int code, struct request *request);
char *copy_of(const char *text);

static char *current_user;

static int examine(struct request *request) {
  char user[64];
  if (!known_path(request->path))
    return 404;
  if (request->credentials) {
    if (check(request->credentials, user, sizeof user))
      return 401;
    current_user = copy_of(user); /* finding: crosstalk-shared-session-state */
  }
  if (!current_user)
    return 401;
  return show(request->path, current_user);
}

void serve(void) {
  for (;;) {
    struct request request;
    if (receive_request(&request))
      break;
    reply(examine(&request), &request);
  }
}
