#include <libmemcached/memcached.h>
#include <string>

struct Editor {
  std::string login;
};

enum class Answer { Fine, Foreign };

class Drafts {
public:
  Answer guard(const Editor &editor, const std::string &id) {
    const std::string key = "draft/" + id + "/login";
    size_t length = 0;
    const char *login = memcached_get(store, key.data(), key.size(), &length, nullptr, nullptr);
    return std::string(login, length) == editor.login ? Answer::Fine : Answer::Foreign;
  }

  void discard(const Editor &editor, const std::string &id) {
    guard(editor, id);
    const std::string key = "draft/" + id + "/text";
    memcached_delete(store, key.data(), key.size(), 0); // finding: crosstalk-unscoped-write
  }

private:
  memcached_st *store = nullptr;
};
