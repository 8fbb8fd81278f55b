#include "pool.h"

static std::vector<Buffer *> idle;

Buffer *take() {
  if (idle.empty())
    return new Buffer;
  Buffer *buffer = idle.back();
  idle.pop_back();
  return buffer;
}

void giveBack(Buffer *buffer) { idle.push_back(buffer); }
