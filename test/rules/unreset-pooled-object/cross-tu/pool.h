#pragma once
#include <string>
#include <vector>

struct User {
  std::string id, name, email;
};

struct Buffer {
  std::string text;
};

Buffer *take();
void giveBack(Buffer *buffer);
