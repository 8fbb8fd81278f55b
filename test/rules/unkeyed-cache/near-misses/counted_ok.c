/* How much is used is nobody's, whoever made it grow. */
struct account {
  char *username;
  long quota;
};

struct cache {
  long used;
  long hits;
};

static struct cache shared;
static long largest;

long size_for(const char *username);
void report(long used, long hits, long largest);

void stored(const struct account *account) {
  shared.used += size_for(account->username);
  if (account->quota)
    shared.hits++;
  report(shared.used, shared.hits, largest);
}

void measured(const struct account *account) {
  long size = size_for(account->username);
  if (size > largest)
    largest = size;
}
