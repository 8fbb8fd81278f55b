#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);
void waitForBackend();

#include <deque>
#include <functional>

std::deque<std::function<void()>> jobs;
void send(const std::string &address);

void handle(const std::string &sessionToken) {
  const User user = userOf(sessionToken);
  jobs.push_back([user] { send(user.email); });
}

void work() {
  while (!jobs.empty()) {
    std::function<void()> job = jobs.front();
    jobs.pop_front();
    job();
  }
}
