/* libmicrohttpd: one access handler for all requests, and what one leaves for the next. */
#include <microhttpd.h>
#include <stdio.h>
#include <string.h>

static char last_token[128], last_user[128];

static enum MHD_Result answer(struct MHD_Connection *connection, const char *text) {
  struct MHD_Response *response = MHD_create_response_from_buffer(strlen(text), (void *)text, MHD_RESPMEM_MUST_COPY);
  return MHD_queue_response(connection, MHD_HTTP_OK, response);
}

static enum MHD_Result handle(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *upload, size_t *size, void **state) {
  answer(connection, last_token);
  const char *token = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Authorization");
  strcpy(last_token, token); /* finding: crosstalk-shared-session-state */
  answer(connection, last_user);
  char *password = NULL;
  char *name = MHD_basic_auth_get_username_password(connection, &password);
  strcpy(last_user, name); /* finding: crosstalk-shared-session-state */
  return MHD_YES;
}

static enum MHD_Result shared(struct MHD_Connection *connection) {
  const char *token = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Authorization");
  struct MHD_Response *response = MHD_create_response_from_buffer(strlen(token), (void *)token, MHD_RESPMEM_MUST_COPY);
  MHD_add_response_header(response, "Cache-Control", "public, max-age=60"); /* finding: crosstalk-shareable-response */
  return MHD_queue_response(connection, MHD_HTTP_OK, response);
}

int main(void) {
  MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, 8080, NULL, NULL, &handle, NULL, MHD_OPTION_END);
  getchar();
  return 0;
}
