#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/model/request.hpp"
#include "sim/search/schedule_player.hpp"
#include "sim/tell/outcome.hpp"
#include "sim/tell/row_changes.hpp"
#include "sim/tell/token.hpp"

namespace sim {

/// Further event in a step, beside its request.
struct Aside {
  enum class What {
    expired,  ///< a row
    silent,   ///< a delivery that ends before it asks for anything
    failed,   ///< the same, by an exception
    told,     ///< a delivery that gets the answer that it has waited for
  };
  What what = What::silent;
  std::string who;    ///< key of the row, or name of the delivery
  std::string why{};  ///< failed, told: the exception that ends the delivery there; empty: none
  eda::Place at{};    ///< with an exception: the last line that is known
};

/// One step of a schedule, as fields.
struct TraceStep {
  int at_ms = 0;        ///< since the start of the scenario
  int delivery = -1;    ///< number in Trace::deliveries; -1: time passes
  std::string service;  ///< "kitchen"; empty: time passes
  std::string who;      ///< "payment.completed (2nd copy)"
  std::string port;     ///< "store"; empty: `request.verb` is "start" or "time"
  Request request;
  Reply reply;
  std::vector<std::string> faults;  ///< "crash", "stale", "late", …
  std::vector<std::string> late;    ///< timers that fire late, deliveries that time overtakes
  int answer_in_ms = 0;             ///< the handler waits so long for the reply
  bool dies = false;                ///< the handler dies before it gets the reply
  std::string failure;              ///< the exception that ends the handler; empty: none
  eda::Place failed_at{};           ///< the last line before it that is known
  std::vector<Aside> asides;
  eda::Place at{};                       ///< the co_await that asked
  std::vector<std::string> said{};       ///< log lines of the handler before it asked
  std::vector<std::string> last_said{};  ///< … after the reply, when it ended there
  Json ports = Json::object();           ///< contents of each port afterwards
  std::optional<double> otherwise{};     ///< see Trace::otherwise; after this step
};

/// Schedule with its steps, for readers and tools.
struct Trace {
  std::string test;  ///< empty: no test is running
  Rule rule;
  Token token;                          ///< of `test`; without a test it cannot be replayed
  std::string replay_command;           ///< to type before the token; empty: it cannot be replayed
  std::vector<std::string> deliveries;  ///< names
  std::vector<Aside> asides;            ///< before the first step
  std::vector<TraceStep> steps;
  int turn = -1;  ///< the step after which everything leads to this end; -1: not known
  /// Share of the schedules from the start that end otherwise, without a further fault; none: not
  /// known.
  std::optional<double> otherwise{};
  int faults = 0;
  bool is_shortest = true;   ///< of those with the same end; false: calm or repeated
  bool is_confirmed = true;  ///< false: the real coroutines did something else; no steps then
  bool is_printed = false;   ///< its steps have been printed already, by a replay
  std::shared_ptr<const Trace> passing{};  ///< the nearest that the test has let pass; null: none
};

/// Returns the trace of `schedule`. The caller sets `turn`.
Trace trace_of(TransitionSystem& system, const Schedule& schedule);

/// Returns the step between two moments of a schedule. Its `who` is named as at `after`.
TraceStep trace_step(const SchedulePlayer& before, const Step& step, const SchedulePlayer& after);
/// Asides of the deliveries of `player`, from number `first` on, that ended at once.
std::vector<Aside> asides_of(const SchedulePlayer& player, std::size_t first);
/// Asides of the deliveries that got an answer in the latest step.
std::vector<Aside> answers_of(const SchedulePlayer& player);

inline constexpr std::size_t text_columns = 100;

/// Returns rule and hint, numbered steps and the token; at most `width` columns.
std::string to_text(const Trace& trace, std::size_t width = text_columns);

/// Columns that all steps of one text share.
struct Layout {
  std::size_t width = text_columns;
  std::size_t who = 8, asked = 8;
  RowChanges changes{};     ///< by the steps so far; see `step_line`
  bool has_shares = false;  ///< a column for TraceStep::otherwise

  void make_room_for(const TraceStep& step);
};
/// Returns the line of the step of that number, from 0, after the log lines of its handler before
/// it; `is_turn`: everything leads to one end from here. Notes the writes of the step in `layout`.
std::string step_line(const TraceStep& step, std::size_t number, Layout& layout,
                      bool is_turn = false);
/// Returns the line that says that a delivery begins, with the step of that number.
std::string begin_line(const std::string& who, int at_ms, std::size_t number, const Layout& layout);
/// Returns the lines under a step: log of the handler at its end, its failure, failed asides.
std::string step_notes(const TraceStep& step, const Layout& layout);
std::string asides_text(const std::vector<Aside>& asides, const Layout& layout);

/// See harness/check/trace.schema.json.
Json to_json(const Trace& trace);
/// Returns one step as it is there.
Json to_json(const TraceStep& step);
/// Returns the steps without keys and values, as [{"verb", "result"}]. Answers with the same
/// mistake lead to the same shape.
Json shape_of(const Trace& trace);

}  // namespace sim
