// What every generated program includes: the standard library, a log, a call to another service, a task type.
//
// waitBackend() and tick() are where other requests run meanwhile; harness.cpp decides which, and is not analysed.
#pragma once
#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <coroutine>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <fmt/format.h>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace server {

/// Writes one line to the log.
void logLine(const std::string &line);

/// Calls another service and blocks this worker thread until it answers.
void waitBackend();

/// Suspends the coroutine for one turn of the event loop: "co_await tick();".
struct Tick {
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> waiting) noexcept;
  void await_resume() const noexcept {}
};
inline Tick tick() { return {}; }

/// A lazily started coroutine that yields one value.
template <class T> class Task {
public:
  struct promise_type {
    T value{};
    std::coroutine_handle<> continuation = std::noop_coroutine();
    Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Final {
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> done) noexcept {
        return done.promise().continuation;
      }
      void await_resume() const noexcept {}
    };
    Final final_suspend() noexcept { return {}; }
    void return_value(T result) { value = std::move(result); }
    void unhandled_exception() { std::terminate(); }
  };
  explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  Task(Task &&other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task(const Task &) = delete;
  Task &operator=(const Task &) = delete;
  ~Task() {
    if (handle_ && handle_.done())
      handle_.destroy();
  }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) noexcept {
    handle_.promise().continuation = waiting;
    return handle_;
  }
  T await_resume() { return std::move(handle_.promise().value); }
  /// Runs until the first real suspension; the value is empty if the task has not ended by then.
  T finish() {
    handle_.resume();
    return handle_.done() ? std::move(handle_.promise().value) : T{};
  }

private:
  std::coroutine_handle<promise_type> handle_;
};

} // namespace server
