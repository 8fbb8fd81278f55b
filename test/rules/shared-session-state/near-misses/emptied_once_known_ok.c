/* Who was signed in last is forgotten as soon as the request's target is known; whoever has none gets a refusal. */
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
  current_user = NULL;
  if (request->credentials) {
    if (check(request->credentials, user, sizeof user))
      return 401;
    current_user = copy_of(user);
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
