// A grammar is read once. The lexer calls its pieces tokens: none of them lets anybody in.
#include <map>
#include <string>
#include <vector>

class Lexer {
public:
  explicit Lexer(const std::string &text) : text_(text) {}
  bool token(std::string &token);

private:
  std::string text_;
};

class Grammar {
public:
  void load(const std::string &line) {
    Lexer lexer(line);
    std::string token;
    while (lexer.token(token)) {
      if (start_.empty())
        start_ = token;
      rules_[token].push_back(line);
    }
  }
  const std::string &start() const { return start_; }

private:
  std::string start_;
  std::map<std::string, std::vector<std::string>> rules_;
};
