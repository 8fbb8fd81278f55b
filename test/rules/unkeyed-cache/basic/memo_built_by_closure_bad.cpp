// A memo that is handed key and builder: whoever makes both leaves the user out, the memo is right.
#include <map>
#include <string>
#include <utility>

struct User {
  std::string userId, school;
};

std::string marksOf(const std::string &userId, const std::string &term);

template <class Key, class Value> class Memo {
public:
  template <class Build> Value getOrBuild(Key key, Build &&build) {
    Slot &slot = slots[std::move(key)];
    if (!slot.filled) {
      slot.value = std::forward<Build>(build)();
      slot.filled = true;
    }
    return slot.value;
  }

private:
  struct Slot {
    Value value;
    bool filled = false;
  };
  std::map<Key, Slot> slots;
};

Memo<std::string, std::string> marks;

std::string termMarks(const User &user, const std::string &term) {
  return marks.getOrBuild(user.school + term, [&] { return marksOf(user.userId, term); }); // finding: crosstalk-unkeyed-cache
}

std::string ownMarks(const User &user, const std::string &term) {
  return marks.getOrBuild(user.userId + term, [&] { return marksOf(user.userId, term); });
}
