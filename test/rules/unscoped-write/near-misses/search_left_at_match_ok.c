/* Only a reference is counted before it is asked whose file was found. */
#include <stddef.h>

struct user {
  const char *name;
  unsigned uid;
};

struct session {
  struct user *user;
  int connection;
};

struct open_file {
  struct open_file *next;
  unsigned long number;
  unsigned owner_uid;
  int connection;
  int references;
};

struct reopen_request {
  unsigned long number;
};

static struct open_file *files;

void note(const char *format, ...);

static struct open_file *file_by_number(unsigned long number) {
  struct open_file *file;
  for (file = files; file; file = file->next) {
    if (file->number == number)
      break;
  }
  if (file)
    file->references++;
  return file;
}

int file_reopen(struct session *session, const struct reopen_request *request) {
  struct user *user = session->user;
  struct open_file *file = file_by_number(request->number);
  if (!file)
    return -1;
  if (file->owner_uid != user->uid) {
    file->references--;
    return -1;
  }
  file->connection = session->connection;
  note("reopened by %s", user->name);
  return 0;
}
