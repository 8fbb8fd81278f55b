/* One object, which happens to be of a type that is also kept on lists. */
struct desk {
  struct desk *next;
  char *user;
};

static struct desk front;

char *copy_of(const char *text);
void say(int client, const char *user);

void logged_in(const char *username) {
  front.user = copy_of(username); /* finding: crosstalk-shared-session-state */
}

void greet(int client) {
  say(client, front.user);
}
