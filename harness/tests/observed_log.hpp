#pragma once

#include <gmock/gmock.h>

#include <fstream>
#include <string>
#include <vector>

#include "scratch.hpp"
#include "tests/source_files.hpp"
#include "workshop/observe.hpp"
#include "workshop/workshop.hpp"

/// Logs for the tests of `workshop observe`: of the kitchen (03), unless they say otherwise.
namespace observed {

using eda::Json;
using workshop::LogCover, workshop::Observed;

inline const std::string payment = "com.pizzaco.payment.completed";
inline const std::string inventory = "com.pizzaco.inventory.reserved";
inline const std::string chef = "com.pizzaco.chef.assigned";
inline const std::string ready = "com.pizzaco.kitchen.ready";
inline const std::string timed_out = "com.pizzaco.kitchen.timedout";

inline results::Manifest manifest() {
  results::Manifest manifest{.root = tidy::root(), .build = {}, .here = tidy::root()};
  for (const std::string& activity : tidy::activities())
    manifest.activities.push_back({.folder = activity, .tests = {}});
  return manifest;
}

/// An event of an order at a time of the day, such as "10:05"; empty: it has no time.
inline Json event(const std::string& type, const std::string& order, const std::string& at) {
  Json event{{"specversion", "1.0"},
             {"type", type},
             {"source", "s"},
             {"id", type + "-" + order},
             {"data", {{"orderId", order}}}};
  if (!at.empty()) event["time"] = "2026-01-13T" + at + ":00Z";
  return event;
}

/// A day that the log covers, apart from its orders.
inline const std::vector<Json> whole_day{event("opened", "-", "00:00"),
                                         event("closed", "-", "23:59")};

inline std::vector<Json> pizza(const std::string& order, const std::string& at = "12:00") {
  return {event(payment, order, at), event(inventory, order, at), event(chef, order, at),
          event(ready, order, at)};
}

inline std::vector<Json> operator+(std::vector<Json> some, const std::vector<Json>& others) {
  some.insert(some.end(), others.begin(), others.end());
  return some;
}

/// A test with logs in a folder of its own.
class LogTest : public testing::Test {
 protected:
  std::string file_of(const std::string& text, const std::string& name = "log.jsonl") {
    std::ofstream{scratch_ / name, std::ios::binary} << text;
    return (scratch_ / name).string();
  }
  std::string file_of(const std::vector<Json>& events, const std::string& line_end = "\n") {
    std::string text;
    for (const Json& event : events) text += event.dump() + line_end;
    return file_of(text);
  }
  Observed observe_file(const std::string& file, const LogCover& cover = {},
                        const std::string& rules = "03") {
    return workshop::observe(workshop::read_log_rules(manifest(), rules), workshop::read_log(file),
                             cover);
  }
  Observed observe(const std::vector<Json>& events, const LogCover& cover = {},
                   const std::string& rules = "03") {
    return observe_file(file_of(events), cover, rules);
  }
  /// Message of the exception for a log with that text.
  std::string refusal(const std::string& text) {
    try {
      observe_file(file_of(text));
      return "";
    } catch (const workshop::BadUsage& error) {
      return error.what();
    }
  }
  /// Expects that order 1 is unknown for that reason.
  static void expect_unknown(const Observed& observed, const std::string& reason) {
    EXPECT_THAT(observed.wrong, testing::IsEmpty());
    EXPECT_THAT(observed.unknown, testing::ElementsAre(testing::Pair(testing::HasSubstr(reason),
                                                                     testing::ElementsAre("1"))));
  }

  Scratch scratch_;
};

}  // namespace observed
