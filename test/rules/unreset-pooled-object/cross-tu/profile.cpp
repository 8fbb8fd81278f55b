#include "pool.h"

std::string profile(const User &user) {
  Buffer *buffer = take();
  buffer->text += user.name + " <" + user.email + ">"; // finding: crosstalk-unreset-pooled-object
  std::string answer = buffer->text;
  giveBack(buffer);
  return answer;
}
