#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

#include <coroutine>

struct Task {
  struct promise_type {
    Task get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_value(std::string);
    void unhandled_exception();
  };
};

struct Tick {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};

thread_local std::string name;

Task handle(const std::string &sessionToken) {
  name = userOf(sessionToken).name; // finding: crosstalk-thread-local-identity
  co_await Tick();
  co_return "Dear " + name;
}

void start() {
  []() -> Task {
    co_await Tick();
    co_return "Hello";
  }();
}
