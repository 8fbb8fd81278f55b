/* Whose session a cookie belongs to is told by a service that is not seen; the cookie's own name says nothing. */
#include <microhttpd.h>
#include <stdlib.h>

extern int subscriber_number(const char *cookie, char *number, size_t size);
extern int chosen_language(const char *cookie, char *language, size_t size);
extern int run_report(void);

static enum MHD_Result report(void *cls, struct MHD_Connection *c, const char *url, const char *method,
                              const char *version, const char *data, size_t *size, void **kept) {
  const char *cookie = MHD_lookup_connection_value(c, MHD_COOKIE_KIND, "portal");
  const char *spoken = MHD_lookup_connection_value(c, MHD_COOKIE_KIND, "lang");
  char number[16], language[8];
  if (!cookie || subscriber_number(cookie, number, sizeof number) != 0)
    return MHD_NO;
  if (spoken && chosen_language(spoken, language, sizeof language) == 0)
    setenv("REPORT_LANGUAGE", language, 1);
  setenv("REPORT_NUMBER", number, 1); /* finding: crosstalk-shared-session-state */
  return run_report() == 0 ? MHD_YES : MHD_NO;
}

struct MHD_Daemon *serve(unsigned short port) {
  return MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, port, NULL, NULL, &report, NULL, MHD_OPTION_END);
}
