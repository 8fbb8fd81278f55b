// A service by its name and by how it is reached; each session has its own.
#include <crosstalk/scope.h>
#include <map>
#include <mutex>
#include <string>

struct User {
  std::string id, name, email;
};

class CROSSTALK_PER(session) PageService {
public:
  std::string page(const User &user, const std::string &path) {
    std::lock_guard lock(mutex_);
    auto it = cache_.find(path);
    if (it != cache_.end())
      return it->second;
    std::string text = "Dear " + user.name + ", " + user.email;
    cache_[path] = text;
    return text;
  }

private:
  std::mutex mutex_;
  std::map<std::string, std::string> cache_;
};
