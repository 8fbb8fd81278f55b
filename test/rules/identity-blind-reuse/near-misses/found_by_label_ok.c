/* What a link is found by is a text that is put together for this, with the login in it. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct link {
  struct link *next;
  char *label;
  char *login;
  int fd;
};

static struct link *links;

int dial(const char *host, const char *login);

static void label_of(char *out, size_t size, const char *host, const char *login) {
  snprintf(out, size, "%s\n%s", host, login);
}

static struct link *link_find(const char *label) {
  for (struct link *at = links; at; at = at->next)
    if (strcmp(at->label, label) == 0)
      return at;
  return NULL;
}

struct link *link_get(const char *host, const char *login) {
  char label[256];
  struct link *link;
  label_of(label, sizeof(label), host, login);
  link = link_find(label);
  if (link)
    return link;
  link = calloc(1, sizeof(*link));
  link->label = strdup(label);
  link->login = strdup(login);
  link->fd = dial(host, login);
  link->next = links;
  links = link;
  return link;
}
