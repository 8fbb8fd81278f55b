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

Task copied(const std::string &sessionToken) {
  name = userOf(sessionToken).name;
  const std::string mine = name;
  co_await Tick();
  co_return "Dear " + mine;
}

Task writtenAgain(const std::string &sessionToken) {
  const User user = userOf(sessionToken);
  name = user.name;
  co_await Tick();
  name = user.name;
  co_return "Dear " + name;
}
