#include "check/ends.hpp"

#include <algorithm>
#include <fstream>

#include "check/running.hpp"
#include "check/session.hpp"
#include "sim/tell/gallery.hpp"
#include "sim/tell/outcome_text.hpp"

namespace check {

namespace {

using sim::Json;

struct Noted {
  Json scenarios = Json::array();
  int samples = 0;
};

Noted& noted() {
  static Noted noted;
  return noted;
}

Json record_of(int number, bool is_exhausted) {
  Json record = Json::object();
  record["test"] = session().test_name();
  record["scenario"] = number;
  record["exhausted"] = is_exhausted;
  record["ends"] = Json::array();
  return record;
}

Json end_of(const sim::Outcome& outcome, const sim::Scenario& scenario) {
  Json end = Json::object();
  end["outcome"] = to_json(outcome, scenario.observed);
  return end;
}

/// Removes what a test does not look at from the end of a calm run: the times and the copies of
/// facts. A search leaves them out by itself.
void take_out_unobserved(Json& published, sim::Observed observed) {
  Json kept = Json::array();
  for (Json& one : published) {
    if (!observed.time) one.erase("at_ms");
    const bool is_copy = std::ranges::any_of(
        kept, [&](const Json& other) { return other.at("event") == one.at("event"); });
    if (observed.copies || !is_copy) kept.push_back(std::move(one));
  }
  published = std::move(kept);
}

void add_schedule(Json& end, const sim::Outcome& outcome, const sim::Scenario& scenario, int number,
                  int faults, std::size_t steps) {
  end["number"] = number;
  end["faults"] = faults;
  end["steps"] = steps;
  end["lines"] = sim::lines_of({outcome}, scenario.observed).own.front();
}

void note_sets(const sim::Scenario& scenario, int number) {
  sim::OutcomeSearch search{scenario, executor_for(scenario)};
  Json ends = Json::array();
  while (const auto found = search.next()) ends.push_back(end_of(found->outcome, scenario));
  if (search.is_exhausted()) search.verify();
  Json record = record_of(number, search.is_exhausted());
  record["ends"] = std::move(ends);
  noted().scenarios.push_back(std::move(record));
}

void note_schedules(const sim::Scenario& scenario, int number) {
  const sim::Gallery gallery = sim::gallery_of(scenario, executor_for(scenario));
  int next = session().number_outcomes(int(gallery.ends.size()));
  Json record = record_of(number, gallery.is_exhausted);
  for (const sim::DistinctEnd& end : gallery.ends) {
    if (next == session().wanted_outcome()) Outcome{end.found, number}.show();
    record["ends"].push_back(end_of(end.found.outcome, scenario));
    add_schedule(record["ends"].back(), end.found.outcome, scenario, next++, end.faults,
                 std::size_t(end.steps));
  }
  noted().scenarios.push_back(std::move(record));
}

}  // namespace

void note_ends(const sim::Scenario& scenario, int number) {
  try {
    if (session().shows_outcomes()) return note_schedules(scenario, number);
    note_sets(scenario, number);
  } catch (const sim::HiddenState& surprise) {
    Json record = record_of(number, false);
    record["remembers"] = surprise.what();
    noted().scenarios.push_back(std::move(record));
  }
}

void note_end(const sim::Scenario& scenario, int number, const Outcome& outcome) {
  Json record = record_of(number, true);
  record["ends"].push_back(end_of(outcome, scenario));
  take_out_unobserved(record["ends"].back()["outcome"]["published"], scenario.observed);
  if (session().shows_outcomes()) {
    const int own = session().number_outcomes(1);
    if (own == session().wanted_outcome()) outcome.show();
    add_schedule(record["ends"].back(), outcome, scenario, own, 0,
                 outcome.trace().at("steps").size());
  }
  noted().scenarios.push_back(std::move(record));
}

void note_sample() { ++noted().samples; }

void write_ends(const std::filesystem::path& file) {
  Json ends = Json::object();
  ends["scenarios"] = noted().scenarios;
  ends["samples"] = noted().samples;
  std::ofstream{file} << ends.dump(1) << '\n';
}

}  // namespace check
