#include <string>
#include <vector>

struct User {
  std::string id, name, email;
};

struct Buffer {
  std::string text;
};

std::vector<Buffer *> idle;

Buffer *take() {
  if (idle.empty())
    return new Buffer;
  Buffer *buffer = idle.back();
  idle.pop_back();
  buffer->text.clear();
  return buffer;
}

std::string profile(const User &user) {
  Buffer *buffer = take();
  buffer->text += user.name + " <" + user.email + ">";
  std::string answer = buffer->text;
  idle.push_back(buffer);
  return answer;
}
