/* Whom a cookie stands for is left in a place; the environment is the process's. */
#include <stdlib.h>

extern int member_of(const char *cookie, char *number, size_t size);
extern void report(const char *text);

void statement(const char *cookie) {
  char number[16];
  if (!cookie || member_of(cookie, number, sizeof number) != 0) {
    report("sign in");
    return;
  }
  setenv("MEMBER", number, 1); /* finding: crosstalk-shared-session-state */
  report(getenv("MEMBER"));
}
