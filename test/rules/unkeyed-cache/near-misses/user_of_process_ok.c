/* Whom the server runs as is the same for every client. */
#include <pwd.h>
#include <stdio.h>
#include <sys/types.h>
#include <unistd.h>

static char home[256];

const char *home_of_server(void) {
  if (!home[0]) {
    struct passwd *own = getpwuid(getuid());
    if (own)
      snprintf(home, sizeof home, "%s", own->pw_dir);
  }
  return home;
}
