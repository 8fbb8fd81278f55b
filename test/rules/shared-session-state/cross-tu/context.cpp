#include "context.h"

Context &context() {
  static Context only;
  return only;
}
