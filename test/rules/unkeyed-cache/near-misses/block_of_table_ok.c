/* A block is wiped when it is taken: whose it is stands in it for one exchange. */
#include <string.h>

struct block {
  unsigned user_id;
  char name[64];
  int busy;
};

static struct block blocks[64];

struct block *take(unsigned user_id) {
  struct block *b = NULL;
  for (int i = 0; i < 64 && b == NULL; ++i)
    if (!blocks[i].busy) {
      b = &blocks[i];
      memset(b, 0, sizeof *b);
      b->busy = 1;
    }
  if (b != NULL)
    b->user_id = user_id;
  return b;
}

void give_back(struct block *b) { b->busy = 0; }
