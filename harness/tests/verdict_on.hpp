#pragma once

#include <gtest/gtest-spi.h>

#include <string>

#include "check/check.hpp"

/// Failures that `body` reports to GoogleTest, and whether it would have ended the test.
struct Verdict {
  std::string failures;
  bool has_ended = false;
};

template <typename Body>
Verdict verdict_on(const Body& body) {
  Verdict verdict;
  testing::TestPartResultArray results;
  {
    using Reporter = testing::ScopedFakeTestPartResultReporter;
    const Reporter reporter{Reporter::INTERCEPT_ONLY_CURRENT_THREAD, &results};
    try {
      body();
    } catch (const testing::AssertionException&) {
      verdict.has_ended = true;
    }
  }
  for (int i = 0; i < results.size(); ++i)
    verdict.failures += results.GetTestPartResult(i).message();
  return verdict;
}

/// Verdict on a test that accepts every outcome of `scenario`.
inline Verdict verdict_on_all_of(const check::Scenario& scenario) {
  return verdict_on([&] {
    for ([[maybe_unused]] const check::Outcome& outcome : check::every_outcome_of(scenario))
      continue;
  });
}
