// The files that wait for analysis, and the one thread that works them off.
//
// In:  a file's text and version, with a delay; a newer text replaces an older one that still waits.
// Out: findings, handed to a callback on the queue's thread.
// Not here: whether the findings still fit what the editor shows (Board.h).
#pragma once
#include "server/Server.h"
#include "llvm/Support/thread.h"
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>

namespace crosstalk::server {

/// A file as the editor has it.
struct Text {
  std::string File;
  std::string Content;
  int64_t Version = 0;
};

class Queue {
public:
  using Clock = std::chrono::steady_clock;
  using Done = std::function<void(const Text &, llvm::Expected<std::vector<Finding>>)>;

  Queue(const ServerOptions &Options, Done WhenDone);
  /// Waits for an analysis that runs.
  ~Queue();

  /// Analyses What after Delay, unless a later call for the same file comes first.
  void schedule(Text What, std::chrono::milliseconds Delay);
  void cancel(const std::string &File);
  /// Whether an analysis runs right now.
  bool busy();

private:
  struct Waiting {
    Text What;
    Clock::time_point Due;
  };
  std::optional<Text> next();
  void work();

  const ServerOptions &Options;
  Done WhenDone;
  std::mutex Mutex; ///< guards what follows
  std::condition_variable Changed;
  std::map<std::string, Waiting> Pending;
  bool Stopping = false;
  bool Running = false;
  llvm::thread Worker; ///< last: it uses all of the above
};

} // namespace crosstalk::server
