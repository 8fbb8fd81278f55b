#include <string>
#include <vector>

struct User {
  std::string id, name, email;
};

struct Buffer {
  std::string text;
};

std::vector<Buffer *> idle;

std::string profile(const User &user) {
  Buffer *buffer = idle.empty() ? new Buffer : idle.back();
  if (!idle.empty())
    idle.pop_back();
  buffer->text += user.name + " <" + user.email + ">"; // finding: crosstalk-unreset-pooled-object
  std::string answer = buffer->text;
  idle.push_back(buffer);
  return answer;
}
