/* One process for a connection: each request starts as nobody's. */
#include <stddef.h>

struct exchange {
  char path[256];
  const char *(*header)(const struct exchange *x, const char *name);
  int (*serve)(struct exchange *x);
};

struct grants;
int next_exchange(struct exchange *x);
char *copy_of(const char *text);
void release(char *text);
void drop_grants(struct grants *g);
struct grants *grants_of(const char *login);
int check_password(const char *encoded, char **login);
int send_folder(struct exchange *x, const char *login, const struct grants *g);

static char *session_login;
static struct grants *session_grants;

static void forget(void) {
  release(session_login);
  session_login = NULL;
  if (session_grants)
    drop_grants(session_grants);
  session_grants = NULL;
}

static int authenticate(const char *encoded) {
  char *login = NULL;
  if (check_password(encoded, &login) != 0)
    return 401;
  forget();
  session_login = copy_of(login);
  session_grants = grants_of(login);
  return 200;
}

int serve_folder(struct exchange *x) { return send_folder(x, session_login, session_grants); }

static int serve(struct exchange *x) {
  const char *encoded = x->header(x, "Authorization");
  forget();
  if (encoded && authenticate(encoded) != 200)
    return 401;
  return x->serve(x);
}

void serve_connection(struct exchange *x) {
  while (next_exchange(x))
    serve(x);
}
