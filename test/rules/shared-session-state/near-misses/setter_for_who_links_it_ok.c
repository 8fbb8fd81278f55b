/* Nobody here says for whom the role is set: a process that serves one client keeps the role of that client. */
static unsigned outer_role, current_role;

void role_begin(unsigned role) {
  outer_role = role;
  current_role = role;
}

void role_set(unsigned role) { current_role = role != 0 ? role : outer_role; }

unsigned role_get(void) { return current_role; }

int may_read(unsigned owner_role) { return role_get() == owner_role; }
