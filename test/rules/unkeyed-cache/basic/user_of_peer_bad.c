/* Whom the first client runs as is not whom the next one does. */
#define _GNU_SOURCE
#include <pwd.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/types.h>

static char home[256];

const char *home_of_client(int client) {
  if (!home[0]) {
    struct ucred peer;
    socklen_t size = sizeof peer;
    getsockopt(client, SOL_SOCKET, SO_PEERCRED, &peer, &size);
    struct passwd *own = getpwuid(peer.uid);
    if (own)
      snprintf(home, sizeof home, "%s", own->pw_dir); /* finding: crosstalk-unkeyed-cache */
  }
  return home;
}
