/* What is found with a setting, not with what the client sent, is the same for all. */
#include <stdlib.h>

extern int zone_of(const char *site, char *zone, size_t size);
extern int page_for(const char *cookie, const char *path, char *text, size_t size);
extern void report(const char *text);

void start(const char *site) {
  char zone[16];
  if (zone_of(site, zone, sizeof zone) == 0)
    setenv("TZ", zone, 1);
}

void page(const char *cookie, const char *path) {
  char text[1024];
  if (page_for(cookie, path, text, sizeof text) == 0)
    report(text);
}
