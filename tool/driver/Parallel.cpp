// See Parallel.h. One board is shared by the threads that work and the one that collects.
#include "driver/Parallel.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/thread.h"
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

using namespace llvm;

namespace crosstalk::driver {

namespace {

using Clock = std::chrono::steady_clock;

/// Clang and the engine recurse; pages of the stack that are not used cost nothing.
constexpr unsigned StackBytes = 64u << 20;

std::atomic<bool> ThreadsLeft{false};

/// What the threads and the collector share. It outlives a thread that is given up.
struct Board {
  std::mutex Lock;
  std::condition_variable Changed;
  std::vector<Job> Jobs;
  std::shared_ptr<UnitSource> Source;
  size_t Next = 0;
  struct Slot {
    std::optional<UnitResult> Result;
    std::optional<Clock::time_point> Started;
    size_t Worker = 0;
    bool GivenUp = false;
  };
  std::vector<Slot> Slots;
  std::deque<size_t> Fresh; ///< done and not collected yet
};

std::optional<size_t> take(Board &B, size_t Worker) {
  std::lock_guard Hold(B.Lock);
  if (B.Next == B.Jobs.size())
    return std::nullopt;
  B.Slots[B.Next].Started = Clock::now();
  B.Slots[B.Next].Worker = Worker;
  return B.Next++;
}

/// False when the unit was given up meanwhile: another thread has taken over.
bool put(Board &B, size_t I, UnitResult Result) {
  std::lock_guard Hold(B.Lock);
  if (B.Slots[I].GivenUp)
    return false;
  B.Slots[I].Result = std::move(Result);
  B.Fresh.push_back(I);
  B.Changed.notify_one();
  return true;
}

void work(std::shared_ptr<Board> B, size_t Worker) {
  while (auto I = take(*B, Worker))
    if (!put(*B, *I, B->Source->get(B->Jobs[*I])))
      return;
}

/// The threads of one run. Those that are stuck are let go, the others are waited for.
struct Workers {
  std::vector<llvm::thread> Threads;

  void start(const std::shared_ptr<Board> &B) {
    Threads.emplace_back(std::optional<unsigned>(StackBytes), work, B, Threads.size());
  }

  void letGo(size_t Worker) {
    Threads[Worker].detach();
    ThreadsLeft = true;
  }

  void wait() {
    for (llvm::thread &T : Threads)
      if (T.joinable())
        T.join();
  }
};

UnitResult givenUp(const Job &J, std::chrono::seconds Timeout) {
  UnitResult R;
  R.File = J.File;
  R.Status = UnitResult::State::TimedOut;
  R.Errors.push_back("not done after " + std::to_string(Timeout.count()) + " seconds (--timeout); it was given up");
  return R;
}

/// Fails the units that run far too long, and replaces their threads. Called with the lock held.
void giveUpLate(const std::shared_ptr<Board> &B, std::chrono::seconds Timeout, Workers &Crew) {
  for (size_t I = 0, E = B->Next; I != E; ++I) {
    Board::Slot &S = B->Slots[I];
    if (S.Result || Clock::now() - *S.Started < 2 * Timeout)
      continue;
    S.GivenUp = true;
    S.Result = givenUp(B->Jobs[I], Timeout);
    B->Fresh.push_back(I);
    Crew.letGo(S.Worker);
    Crew.start(B);
  }
}

std::optional<size_t> nextFresh(const std::shared_ptr<Board> &B, std::chrono::seconds Timeout, Workers &Crew) {
  std::unique_lock Hold(B->Lock);
  B->Changed.wait_for(Hold, std::chrono::milliseconds(200), [&] { return !B->Fresh.empty(); });
  if (B->Fresh.empty() && Timeout.count())
    giveUpLate(B, Timeout, Crew);
  if (B->Fresh.empty())
    return std::nullopt;
  size_t I = B->Fresh.front();
  B->Fresh.pop_front();
  return I;
}

} // namespace

bool leftThreads() { return ThreadsLeft; }

std::vector<UnitResult> runAll(ArrayRef<Job> Jobs, std::shared_ptr<UnitSource> Source, const ParallelOptions &Options,
                               ProgressFn Progress) {
  auto B = std::make_shared<Board>();
  B->Jobs.assign(Jobs.begin(), Jobs.end());
  B->Source = std::move(Source);
  B->Slots.resize(Jobs.size());
  unsigned Cores = llvm::hardware_concurrency().compute_thread_count();
  size_t Threads = std::min<size_t>(Options.Threads ? Options.Threads : Cores, Jobs.size());
  Workers Crew;
  for (size_t I = 0; I != Threads; ++I)
    Crew.start(B);
  for (size_t Done = 0; Done != Jobs.size();)
    if (auto I = nextFresh(B, Options.Timeout, Crew))
      Progress(++Done, Jobs.size(), Jobs[*I].File);
  Crew.wait();
  std::vector<UnitResult> Results;
  for (Board::Slot &S : B->Slots)
    Results.push_back(std::move(*S.Result));
  return Results;
}

} // namespace crosstalk::driver
