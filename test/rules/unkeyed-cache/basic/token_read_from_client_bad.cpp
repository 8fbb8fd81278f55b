// The same shape as the first word of a grammar, but what is read is what lets a client in.
#include <map>
#include <string>
#include <vector>

class Client {
public:
  bool read(std::string &token);
};

class Greeting {
public:
  void greet(Client &client) {
    std::string token;
    while (client.read(token)) {
      if (first_.empty())
        first_ = token; // finding: crosstalk-unkeyed-cache
      seen_[token].push_back("hello");
    }
  }
  const std::string &first() const { return first_; }

private:
  std::string first_;
  std::map<std::string, std::vector<std::string>> seen_;
};
