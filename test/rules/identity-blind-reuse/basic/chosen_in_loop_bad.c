/* A loop picks the best of the lines on a list for all kinds of things; the match function hands it out at its end. */
#include <stddef.h>
#include <string.h>

struct node {
  void *thing;
  struct node *next;
};

struct bundle {
  struct node *first;
};

struct line {
  const char *peer;
  const char *login;
  const char *password;
  int queued;
  int fd;
};

struct directory;
struct bundle *bundle_of(struct directory *all, const char *peer);
void line_login(struct line *line, const char *login, const char *password);

void line_sign_in(struct line *line, const char *login, const char *password) {
  line->login = login;
  line->password = password;
  line_login(line, login, password);
}

int find_line(struct directory *all, const char *peer, const char *login, struct line **found) {
  struct line *chosen = NULL;
  struct bundle *bundle = bundle_of(all, peer);
  if (bundle) {
    for (struct node *n = bundle->first; n; n = n->next) {
      struct line *check = n->thing;
      if (strcmp(check->login, login))
        continue;
      if (check->queued == 0) {
        chosen = check;
        break;
      }
    }
  }
  if (chosen) {
    *found = chosen; /* finding: crosstalk-identity-blind-reuse */
    return 1;
  }
  return 0;
}
