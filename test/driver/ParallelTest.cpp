// Many units on several threads: order, progress, units that never end.
#include "driver/Parallel.h"
#include "gtest/gtest.h"
#include <atomic>
#include <condition_variable>
#include <mutex>

using namespace crosstalk::driver;
using State = UnitResult::State;

namespace {
/// Says each unit is complete; a unit called "stuck" blocks until the source is released.
class FakeSource : public UnitSource {
public:
  UnitResult get(const Job &J) override {
    if (J.File == "stuck") {
      std::unique_lock Hold(Lock);
      Changed.wait(Hold, [&] { return Released; });
    }
    ++Calls;
    UnitResult R;
    R.File = J.File;
    R.Status = State::Complete;
    return R;
  }

  void release() {
    std::lock_guard Hold(Lock);
    Released = true;
    Changed.notify_all();
  }

  std::atomic<unsigned> Calls{0};

private:
  std::mutex Lock;
  std::condition_variable Changed;
  bool Released = false;
};
} // namespace

static std::vector<Job> jobs(unsigned Count) {
  std::vector<Job> Result;
  for (unsigned I = 0; I != Count; ++I)
    Result.push_back({std::to_string(I), "/", {}});
  return Result;
}

TEST(Parallel, gives_results_in_the_order_of_the_jobs) {
  for (unsigned Threads : {1u, 4u, 50u}) {
    auto Source = std::make_shared<FakeSource>();
    std::vector<size_t> Seen;
    auto Results =
        runAll(jobs(40), Source, {Threads, std::chrono::seconds(0)}, [&](size_t Done, size_t All, llvm::StringRef) {
          EXPECT_EQ(40u, All);
          Seen.push_back(Done);
        });
    ASSERT_EQ(40u, Results.size());
    for (unsigned I = 0; I != 40; ++I)
      EXPECT_EQ(std::to_string(I), Results[I].File);
    EXPECT_EQ(40u, Source->Calls);
    EXPECT_EQ(40u, Seen.back());
  }
}

TEST(Parallel, of_nothing_is_nothing) {
  EXPECT_TRUE(runAll({}, std::make_shared<FakeSource>(), {}, [](size_t, size_t, llvm::StringRef) {}).empty());
}

TEST(Parallel, gives_up_a_unit_that_never_ends_and_goes_on) {
  auto Source = std::make_shared<FakeSource>();
  std::vector<Job> Jobs = jobs(3);
  Jobs[0].File = "stuck";
  auto Results = runAll(Jobs, Source, {1, std::chrono::seconds(1)}, [](size_t, size_t, llvm::StringRef) {});
  EXPECT_EQ(State::TimedOut, Results[0].Status);
  EXPECT_EQ(State::Complete, Results[1].Status);
  EXPECT_EQ(State::Complete, Results[2].Status);
  EXPECT_TRUE(leftThreads());
  Source->release();
}
