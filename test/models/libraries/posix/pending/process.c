/* POSIX: who the peer is by the operating system, and what threads are handed. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct request {
  const char *session_token;
};

static char last_login[64];
void login_bad(void) {
  puts(last_login);
  char name[64];
  getlogin_r(name, sizeof name);
  strcpy(last_login, name); /* finding: crosstalk-shared-session-state */
}

static struct sockaddr last_peer;
void peer_bad(int fd) {
  send(fd, &last_peer, sizeof last_peer, 0);
  struct sockaddr peer;
  socklen_t size = sizeof peer;
  getpeername(fd, &peer, &size);
  last_peer = peer; /* finding: crosstalk-shared-session-state */
}

static void *serve(void *argument) {
  static char last[64];
  struct request *req = argument;
  puts(last);
  strcpy(last, req->session_token); /* finding: crosstalk-shared-session-state */
  return NULL;
}

void thread_bad(struct request *req) {
  pthread_t thread;
  pthread_create(&thread, NULL, serve, req);
}
