// One process, one environment, one identity of its own: what one request sets there, the next one finds.
#include <pthread.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

struct request {
  const char *user_id;
  const char *session_token;
};

static pthread_key_t user_key;

void environment_bad(const struct request *req) { setenv("REMOTE_USER", req->user_id, 1); } /* finding: crosstalk-shared-session-state */

const char *environment_user(void) { return getenv("REMOTE_USER"); }

void specific_bad(const struct request *req) {
  const char *before = pthread_getspecific(user_key);
  if (before)
    puts(before);
  pthread_setspecific(user_key, req->user_id); /* finding: crosstalk-thread-local-identity */
}

static char last_input[64];
void input_bad(int fd) {
  write(fd, last_input, sizeof last_input);
  char session_token[64];
  recv(fd, session_token, sizeof session_token, 0);
  strcpy(last_input, session_token); /* finding: crosstalk-shared-session-state */
}
