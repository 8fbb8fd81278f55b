// APR: a table of the process, texts that are made in a request's pool.
#include <apr-1.0/apr_hash.h>
#include <apr-1.0/apr_strings.h>

struct visitor {
  const char *user_id;
};

static apr_hash_t *menus;

extern const char *render_menu(apr_pool_t *pool, const char *user_id, const char *page);

const char *by_page(apr_pool_t *pool, const struct visitor *who, const char *page) {
  const char *key = apr_psprintf(pool, "menu:%s", page);
  const char *menu = apr_hash_get(menus, key, APR_HASH_KEY_STRING);
  if (!menu) {
    menu = render_menu(pool, who->user_id, page);
    apr_hash_set(menus, key, APR_HASH_KEY_STRING, menu); // finding: crosstalk-unkeyed-cache
  }
  return menu;
}

const char *by_visitor(apr_pool_t *pool, const struct visitor *who, const char *page) {
  const char *key = apr_pstrcat(pool, who->user_id, "|", page, NULL);
  const char *menu = apr_hash_get(menus, key, APR_HASH_KEY_STRING);
  if (!menu) {
    menu = render_menu(pool, who->user_id, page);
    apr_hash_set(menus, apr_pstrdup(pool, key), APR_HASH_KEY_STRING, menu);
  }
  return menu;
}
