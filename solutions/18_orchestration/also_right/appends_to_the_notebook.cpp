#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "orchestration.hpp"

namespace conductor {

// An event-sourced notebook: nothing in it is changed. Each line says what happened to a step, and
// the state of a saga is what its lines add up to.

/// Row {"notebook/rx-7", "1003"}, line 3 of a saga.
struct Line {
  std::string saga_id, step;
  std::string what;           ///< asked | done | refused | overdue | undoing | undone
  std::int64_t deadline = 0;  ///< of asked, in milliseconds since 1970; 0: there is none

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Line, saga_id, step, what, deadline)
};

using Lines = std::vector<Line>;

std::string partition_of(const std::string& saga_id) { return "notebook/" + saga_id; }

/// The latest that is known of a step; empty: its turn has not come.
std::string state_of(const Lines& lines, const std::string& step) {
  std::string state;
  for (const Line& line : lines)
    if (line.step == step) state = line.what;
  return state;
}

bool is_failing(const Lines& lines) {
  return std::ranges::any_of(
      lines, [](const Line& line) { return line.what == "refused" || line.what == "overdue"; });
}

bool comes_after(const Step& later, const Step& step) {
  return std::ranges::count(later.after, step.name) > 0;
}

/// Next state of a step; empty: it keeps the one that it has.
std::string next_of(const Lines& lines, const Step& step) {
  const auto is_in = [&](const Step& other, std::vector<std::string> states) {
    return std::ranges::count(states, state_of(lines, other.name)) > 0;
  };
  if (!is_failing(lines)) {
    const bool has_all = std::ranges::all_of(plan, [&](const Step& earlier) {
      return !comes_after(step, earlier) || is_in(earlier, {"done"});
    });
    return is_in(step, {""}) && has_all ? "asked" : "";
  }
  const bool is_last = std::ranges::all_of(plan, [&](const Step& later) {
    return !comes_after(later, step) || is_in(later, {"", "refused", "undone"});
  });
  return is_in(step, {"asked", "done", "overdue"}) && is_last ? "undoing" : "";
}

std::vector<Command> due(const Lines& lines) {
  std::vector<Command> commands;
  for (const Step& step : plan) {
    const std::string state = state_of(lines, step.name);
    if (state != "asked" && state != "undoing") continue;
    const bool is_undo = state == "undoing";
    const std::string& saga_id = lines.front().saga_id;
    commands.emplace_back(saga_id, step.name,
                          is_undo ? Command::Kind::undo : Command::Kind::carry_out,
                          saga_id + "/" + step.name + (is_undo ? "/undo" : "/do"));
  }
  return commands;
}

/// Adds the line that an event stands for, if it answers a command that is due.
void hear(Lines& lines, const eda::Event& event) {
  if (event.type == requested || lines.empty()) return;
  const std::string result = event.data.at("result"), saga_id = event.data.at("sagaId");
  for (const Command& command : due(lines)) {
    const bool may_refuse =
        command.kind == Command::Kind::carry_out && command.step != plan.back().name;
    if (command.id != event.data.at("commandId") || (result == "refused" && !may_refuse)) continue;
    lines.push_back({saga_id, command.step, result});
  }
}

void go_on(Lines& lines, const std::string& saga_id, eda::Instant now) {
  for (const Step& step : plan) {
    const std::string what = next_of(lines, step);
    if (what.empty()) continue;
    lines.push_back({saga_id, step.name, what});
    if (what == "asked" && step.deadline)
      lines.back().deadline = (now + *step.deadline).time_since_epoch().count();
  }
}

eda::Task<Lines> load(std::string saga_id, Ports io) {
  Lines lines;
  const auto rows = co_await io.store.query<Line>(partition_of(saga_id), eda::Read::strong);
  for (const auto& row : rows) lines.push_back(row.value);
  co_return lines;
}

/// Appends all lines from number `from` on, or none: where another has written, it is false.
eda::Task<bool> append(Lines lines, std::size_t from, Ports io) {
  std::vector<eda::Write> writes;
  for (std::size_t i = from; i < lines.size(); ++i) {
    eda::Row<Line> row;
    row.key = eda::Key{partition_of(lines[i].saga_id), std::to_string(1000 + i)};
    row.value = lines[i];
    writes.push_back(eda::Write::put(row, eda::Condition::absent()));
  }
  const eda::WriteResult result = co_await io.store.transact_write(writes);
  co_return result.ok();
}

eda::Task<> set_alarm(Line asked, std::string command_id, Ports io) {
  eda::Event alarm{"com.clinic.prescription.alarm"};
  alarm.source = "conductor";
  alarm.id = command_id + "/alarm";
  alarm.data["sagaId"] = asked.saga_id;
  alarm.data["commandId"] = command_id;
  alarm.data["result"] = "overdue";
  co_await io.timers.schedule(command_id, eda::Instant{eda::Duration{asked.deadline}}, alarm);
}

eda::Task<> carry_on(Lines lines, Ports io) {
  for (const Command& command : due(lines)) {
    co_await send(command, io);
    for (const Line& line : lines)
      if (line.step == command.step && line.deadline > 0 && command.kind != Command::Kind::undo)
        co_await set_alarm(line, command.id, io);
  }
  const bool is_completed = state_of(lines, plan.back().name) == "done";
  if (!due(lines).empty() || (!is_completed && !is_failing(lines))) co_return;
  eda::Event news{is_completed ? completed : compensated};
  news.source = "conductor";
  news.id = lines.front().saga_id + "/end";
  news.data["sagaId"] = lines.front().saga_id;
  co_await announce(news, io);
}

/// Hears an event, and does what is due then.
eda::Task<> on_event(eda::Event event, Ports io) {
  const std::string saga_id = event.data.at("sagaId");
  Lines lines;
  bool is_written = false;
  while (!is_written) {
    lines = co_await load(saga_id, io);
    const std::size_t known = lines.size();
    hear(lines, event);
    go_on(lines, saga_id, io.clock.now());
    is_written = lines.size() == known;
    if (!is_written) is_written = co_await append(lines, known, io);
  }
  co_await carry_on(lines, io);
}

eda::Task<> on_requested(eda::Event fact, Ports io) { co_await on_event(fact, io); }
eda::Task<> on_reply(eda::Event reply, Ports io) { co_await on_event(reply, io); }
eda::Task<> on_timer(eda::Event timer, Ports io) { co_await on_event(timer, io); }

eda::Task<> on_sweep(eda::Event, Ports io) {
  std::map<std::string, Lines> notebooks;
  const auto rows = co_await io.store.scan<Line>("notebook/");
  for (const auto& row : rows) notebooks[row->saga_id].push_back(row.value);
  for (const auto& [saga_id, lines] : notebooks)
    for (const Command& command : due(lines)) co_await send(command, io);
}

}  // namespace conductor
