/* One more reference is taken to what the caller brought along; nothing is looked up. */
#include <sys/types.h>

struct group_list {
  int count;
  gid_t gid[16];
};

struct caller {
  uid_t uid;
  struct group_list *groups;
};

struct grant {
  uid_t uid;
  struct group_list *groups;
  int mask;
};

struct group_list *get_groups(struct group_list *list);
void grant_add(struct grant *grant);

struct group_list *remember(struct grant *grant, const struct caller *caller, int mask) {
  grant->uid = caller->uid;
  grant->groups = get_groups(caller->groups);
  grant->mask = mask;
  grant_add(grant);
  return grant->groups;
}
