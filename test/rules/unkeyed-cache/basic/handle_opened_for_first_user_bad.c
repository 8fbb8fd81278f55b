/* A connection that is opened for the user who comes first, and that every later report goes over. */
#include <stddef.h>
#include <stdio.h>

struct link {
  void *socket;
};
struct engine {
  struct link *out;
};
struct session {
  struct engine *engine;
  char username[64];
};

int link_send(struct link *link, const char *topic, const char *text);
struct link *link_open(const char *user);

static void report(struct link *link, const char *topic, const char *text) {
  if (!link)
    return;
  if (!link->socket)
    link_send(link, "hello", "");
  link_send(link, topic, text);
}

void session_ends(struct session *session) {
  char topic[128];
  struct engine *engine = session->engine;
  if (!engine->out)
    engine->out = link_open(session->username); // finding: crosstalk-unkeyed-cache
  snprintf(topic, sizeof topic, "user/%s/end", session->username);
  report(engine->out, "del", topic);
  report(engine->out, "publish", topic);
}
