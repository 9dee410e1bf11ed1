#include "eda/task.hpp"

#include <gmock/gmock.h>

#include <memory>
#include <string>

namespace {

using eda::Task;

/// Runs a task that waits for no port, and returns its result.
template <typename T>
T result_of(Task<T> task) {
  task.start();
  EXPECT_TRUE(task.done());
  return task.result();
}

Task<> note(std::shared_ptr<int> runs) {
  ++*runs;
  co_return;
}

Task<int> one() { co_return 1; }

TEST(Task, DoesNothingUntilItIsAwaited) {
  const auto runs = std::make_shared<int>();
  const auto forgets = [](std::shared_ptr<int> runs) -> Task<> {
    auto never_awaited = note(runs);
    co_return;
  };
  result_of(forgets(runs));
  EXPECT_EQ(*runs, 0);
  EXPECT_EQ(runs.use_count(), 1) << "its frame is gone, and what it held";
}

TEST(Task, RunsOnceWhenItIsAwaited) {
  const auto runs = std::make_shared<int>();
  const auto awaits = [](std::shared_ptr<int> runs) -> Task<> { co_await note(runs); };
  result_of(awaits(runs));
  EXPECT_EQ(*runs, 1);
}

TEST(Task, ThrowsWhenItIsAwaitedASecondTime) {
  const auto awaits_twice = []() -> Task<int> {
    auto task = one();
    const int first = co_await task;
    co_return first + co_await task;
  };
  EXPECT_THAT([&] { result_of(awaits_twice()); },
              testing::ThrowsMessage<std::logic_error>("this Task has been awaited before"));
}

TEST(Task, ThrowsWhenItHasBeenMovedAwayAndIsAwaited) {
  const auto awaits_a_shell = []() -> Task<int> {
    auto task = one();
    auto other = std::move(task);
    co_return co_await task;
  };
  EXPECT_THROW(result_of(awaits_a_shell()), std::logic_error);
}

TEST(Task, HandsItsResultOn) {
  const auto moves = []() -> Task<std::unique_ptr<std::string>> {
    co_return std::make_unique<std::string>("result");
  };
  EXPECT_EQ(*result_of(moves()), "result");
}

TEST(Task, HandsWhatItThrewOnToWhoeverAwaitsIt) {
  const auto throws = []() -> Task<int> {
    throw std::runtime_error{"broken"};
    co_return 0;
  };
  const auto catches = [](auto throws) -> Task<std::string> {
    try {
      co_return std::to_string(co_await throws());
    } catch (const std::runtime_error& error) {
      co_return error.what();
    }
  };
  EXPECT_EQ(result_of(catches(throws)), "broken");
}

TEST(Task, DestroysItsLocalsWhenItIsDroppedWhileItWaits) {
  const auto held = std::make_shared<int>();
  const auto waits = [](std::shared_ptr<int> held) -> Task<> {
    const auto copy = held;
    co_await std::suspend_always{};
  };
  {
    auto task = waits(held);
    task.start();
    EXPECT_FALSE(task.done());
    EXPECT_EQ(held.use_count(), 3);
  }
  EXPECT_EQ(held.use_count(), 1);
}

TEST(Task, AwaitsAMillionOthersWithoutUsingUpTheStack) {
  const auto counts = []() -> Task<int> {
    int sum = 0;
    for (int i = 0; i < 1'000'000; ++i) sum += co_await one();
    co_return sum;
  };
  EXPECT_EQ(result_of(counts()), 1'000'000);
}

Task<int> depth(int levels) {
  if (levels == 0) co_return 0;
  const int below = co_await depth(levels - 1);
  co_return below + 1;
}

TEST(Task, NestsDeeplyWithoutUsingUpTheStack) { EXPECT_EQ(result_of(depth(100'000)), 100'000); }

}  // namespace
