// One worker thread: a language server that fights the user for both cores would be turned off.
#include "server/Queue.h"
#include <algorithm>

namespace crosstalk::server {

// Clang recurses deeply on long expressions; a parse must not depend on how the thread was started.
constexpr unsigned StackBytes = 64u << 20;

Queue::Queue(const ServerOptions &Options, Done WhenDone)
    : Options(Options), WhenDone(std::move(WhenDone)), Worker(std::optional<unsigned>(StackBytes), [this] { work(); }) {
}

Queue::~Queue() {
  {
    std::lock_guard Lock(Mutex);
    Stopping = true;
  }
  Changed.notify_all();
  Worker.join();
}

void Queue::schedule(Text What, std::chrono::milliseconds Delay) {
  {
    std::lock_guard Lock(Mutex);
    std::string File = What.File;
    Pending.insert_or_assign(File, Waiting{std::move(What), Clock::now() + Delay});
  }
  Changed.notify_all();
}

void Queue::cancel(const std::string &File) {
  std::lock_guard Lock(Mutex);
  Pending.erase(File);
}

bool Queue::busy() {
  std::lock_guard Lock(Mutex);
  return Running;
}

/// Blocks until a file is due, or gives nothing when the queue stops.
std::optional<Text> Queue::next() {
  std::unique_lock Lock(Mutex);
  Running = false;
  while (!Stopping) {
    auto First = std::min_element(Pending.begin(), Pending.end(),
                                  [](const auto &A, const auto &B) { return A.second.Due < B.second.Due; });
    if (First == Pending.end()) {
      Changed.wait(Lock);
    } else if (Clock::time_point Due = First->second.Due; Due > Clock::now()) {
      Changed.wait_until(Lock, Due);
    } else {
      Text What = std::move(First->second.What);
      Pending.erase(First);
      Running = true;
      return What;
    }
  }
  return std::nullopt;
}

void Queue::work() {
  while (std::optional<Text> What = next())
    WhenDone(*What, Options.Analyse(What->File, What->Content));
}

} // namespace crosstalk::server
