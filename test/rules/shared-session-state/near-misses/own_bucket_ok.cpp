#include <string>

class Server;

struct Bucket {
  long maxTokens = 10, currentTokens = 0;
  bool take(long wanted) {
    if (currentTokens + wanted > maxTokens)
      return false;
    currentTokens += wanted;
    return true;
  }
};

/// Each user has an object of its own; tokens are counted in it, nobody shows them.
class ServerUser {
public:
  unsigned session = 0;
  std::string name;
  Bucket bucket;
  Server *server = nullptr;
};

class Server {
public:
  bool speak(ServerUser &user, const std::string &text) {
    if (!user.bucket.take(1))
      return false;
    user.name = text;
    return true;
  }
};
