/* A connection that every report goes over stays the connection that it was, however often it is used. */
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
struct link *link_open(void);

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
    engine->out = link_open();
  snprintf(topic, sizeof topic, "user/%s/end", session->username);
  report(engine->out, "del", topic);
  report(engine->out, "publish", topic);
  report(engine->out, "total", topic);
  report(engine->out, "bye", topic);
}
