// GLib: what is known of a subscriber is kept in a table under a text that was printed.
#include <glib.h>

struct subscriber {
  char user_id[16];
  char apn[40];
};

struct answer {
  long quota;
};

static GHashTable *answers;

extern int ask(const char *user_id, const char *apn, struct answer *out);

int by_apn(const struct subscriber *who, struct answer *out) {
  gchar *name = g_strdup_printf("%s.%d", who->apn, 1);
  struct answer *known = g_hash_table_lookup(answers, name);
  if (known != NULL) {
    *out = *known;
    g_free(name);
    return 0;
  }
  if (ask(who->user_id, who->apn, out) != 0)
    return -1;
  known = g_new(struct answer, 1);
  *known = *out;
  g_hash_table_replace(answers, name, known); // finding: crosstalk-unkeyed-cache
  return 0;
}

int by_subscriber(const struct subscriber *who, struct answer *out) {
  gchar *name = g_strdup_printf("%s/%s", who->user_id, who->apn);
  struct answer *known = g_hash_table_lookup(answers, name);
  if (known != NULL) {
    *out = *known;
    g_free(name);
    return 0;
  }
  if (ask(who->user_id, who->apn, out) != 0)
    return -1;
  known = g_new(struct answer, 1);
  *known = *out;
  g_hash_table_replace(answers, name, known);
  return 0;
}

/// A buffer instead of a new text, and the tree that is sorted by it.
static GTree *sorted;

int by_apn_in_tree(const struct subscriber *who, struct answer *out) {
  char name[64];
  g_snprintf(name, sizeof name, "apn:%s", who->apn);
  struct answer *known = g_tree_lookup(sorted, name);
  if (known == NULL) {
    known = g_new0(struct answer, 1);
    if (ask(who->user_id, who->apn, known) != 0)
      return -1;
    g_tree_insert(sorted, g_strdup(name), known); // finding: crosstalk-unkeyed-cache
  }
  *out = *known;
  return 0;
}

int by_subscriber_in_tree(const struct subscriber *who, struct answer *out) {
  gchar *name = g_strconcat(who->apn, "/", who->user_id, NULL);
  struct answer *known = g_tree_lookup(sorted, name);
  if (known == NULL) {
    known = g_new0(struct answer, 1);
    if (ask(who->user_id, who->apn, known) != 0)
      return -1;
    g_tree_insert(sorted, name, known);
  }
  *out = *known;
  return 0;
}
