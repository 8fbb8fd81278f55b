#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);
void waitForBackend();

class Page {
public:
  Page &line(const std::string &words) {
    text_ += words;
    return *this;
  }
  std::string text() const { return text_; }

private:
  std::string text_;
};

std::string lastPage;

std::string handle(const std::string &sessionToken) {
  const User user = userOf(sessionToken);
  Page page;
  page.line("page").line(user.name);
  lastPage = page.text(); // finding: crosstalk-shared-session-state
  return "ok";
}

std::string status() { return lastPage + " was rendered"; }
