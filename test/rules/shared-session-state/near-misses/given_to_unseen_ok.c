/* What a call that was not seen does to the objects it is given is no store of the caller's names. */
struct service {
  char *name;
  char *label;
};

struct account {
  char *username;
  int admin;
};

static struct service *current;

void log_line(int level, const char *format, ...);
void end_service(struct service *s);
void service_destroy(struct service *s, const char *why);
void publish(const char *name, const char *label);

void entered(const struct account *account) {
  log_line(1, "%s is used by %s", current->name, account->username);
  publish(current->name, current->label);
}

void left(const struct account *account) {
  if (account->admin)
    end_service(current);
  service_destroy(current, account->username);
}
