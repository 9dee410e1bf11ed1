#include "orchestration.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace conductor {

/// State of each step of a saga: asked | done | refused | undoing | undone. A step is not there
/// before its turn has come.
struct Notebook {
  std::string saga_id;
  std::map<std::string, std::string> steps;
  std::map<std::string, std::int64_t> deadlines;  ///< in milliseconds since 1970, by step
  bool is_failing = false;                        ///< from now on it goes backwards

  std::string state_of(const std::string& step) const {
    const auto found = steps.find(step);
    return found == steps.end() ? "" : found->second;
  }

  friend bool operator==(const Notebook&, const Notebook&) = default;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Notebook, saga_id, steps, deadlines, is_failing)
};

/// Partition of all notebooks, so that a sweep finds them. Their sort keys are the sagas' ids.
constexpr const char* shelf = "notebook";

/// Returns the command for a step. Its id follows from the saga, so that it is known before the
/// command leaves, and is the same each time.
Command command_of(const Notebook& notebook, const std::string& step, Command::Kind kind) {
  const std::string verb = kind == Command::Kind::undo ? "undo" : "do";
  return {notebook.saga_id, step, kind, notebook.saga_id + "/" + step + "/" + verb};
}

/// Returns the commands that have no final answer yet.
std::vector<Command> due(const Notebook& notebook) {
  std::vector<Command> commands;
  for (const auto& [step, state] : notebook.steps) {
    if (state == "asked") commands.push_back(command_of(notebook, step, Command::Kind::carry_out));
    if (state == "undoing") commands.push_back(command_of(notebook, step, Command::Kind::undo));
  }
  return commands;
}

bool may_begin(const Notebook& notebook, const Step& step) {
  return !notebook.is_failing && notebook.state_of(step.name).empty() &&
         std::ranges::all_of(step.after, [&](const std::string& earlier) {
           return notebook.state_of(earlier) == "done";
         });
}

/// True if nothing is left to undo of the steps that come after `step`. A step that has been asked
/// for may have been done.
bool may_be_undone(const Notebook& notebook, const Step& step) {
  const std::string state = notebook.state_of(step.name);
  if (!notebook.is_failing || (state != "asked" && state != "done")) return false;
  return std::ranges::all_of(plan, [&](const Step& later) {
    const std::string& end = notebook.state_of(later.name);
    return std::ranges::count(later.after, step.name) == 0 || end.empty() || end == "refused" ||
           end == "undone";
  });
}

/// Writes down what is to be done next.
void go_on(Notebook& notebook, eda::Instant now) {
  for (const Step& step : plan) {
    if (may_be_undone(notebook, step)) notebook.steps[step.name] = "undoing";
    if (!may_begin(notebook, step)) continue;
    notebook.steps[step.name] = "asked";
    if (step.deadline)
      notebook.deadlines[step.name] = (now + *step.deadline).time_since_epoch().count();
  }
}

/// Writes down what a reply means, if it answers a command that is due. `refused` is final only
/// where a step may be refused; otherwise the command stays due.
void note_reply(Notebook& notebook, const eda::Event& reply) {
  const std::string result = reply.data.at("result");
  for (const Command& command : due(notebook)) {
    if (command.id != reply.data.at("commandId")) continue;
    const auto step = std::ranges::find(plan, command.step, &Step::name);
    const bool may_refuse =
        command.kind == Command::Kind::carry_out && step->kind != Step::Kind::forward;
    if (result == "refused" && !may_refuse) continue;
    notebook.steps[command.step] = result;
    if (result == "refused") notebook.is_failing = true;
  }
}

void note_timer(Notebook& notebook, const eda::Event& timer) {
  if (notebook.state_of(timer.data.at("step")) == "asked") notebook.is_failing = true;
}

/// "completed", "compensated"; empty: something is under way.
std::string end_of(const Notebook& notebook) {
  if (!due(notebook).empty()) return "";
  if (notebook.is_failing) return "compensated";
  return notebook.state_of(plan.back().name) == "done" ? "completed" : "";
}

/// Lets `change(notebook, event)` and `go_on` change the notebook of a saga, and writes it if it is
/// still the one that was read; otherwise again. Returns the notebook as written.
template <typename Change>
eda::Task<Notebook> written(eda::Event event, Change change, Ports io) {
  const eda::Key key{shelf, event.data.at("sagaId").get<std::string>()};
  while (true) {
    auto row = co_await io.store.get<Notebook>(key, eda::Read::strong);
    const Notebook before = row.value;
    row->saga_id = key.sort;
    change(row.value, event);
    go_on(row.value, io.clock.now());
    if (row.value == before) co_return row.value;
    const eda::WriteResult result = co_await io.store.put_if_unchanged(row);
    if (result.ok()) co_return row.value;
  }
}

eda::Task<> set_alarm(std::string step, Notebook notebook, Ports io) {
  const auto deadline = notebook.deadlines.find(step);
  if (deadline == notebook.deadlines.end()) co_return;
  eda::Event alarm{"com.clinic.prescription.alarm"};
  alarm.source = "conductor";
  alarm.id = notebook.saga_id + "/" + step + "/alarm";
  alarm.data["sagaId"] = notebook.saga_id;
  alarm.data["step"] = step;
  const eda::Instant at{eda::Duration{deadline->second}};
  co_await io.timers.schedule(notebook.saga_id + "/" + step, at, alarm);
}

/// Does what the notebook says. A handler that dies on the way is followed by another, which reads
/// the same notebook and does the same.
eda::Task<> carry_on(Notebook notebook, Ports io) {
  for (const Command& command : due(notebook)) {
    co_await send(command, io);
    if (command.kind == Command::Kind::carry_out) co_await set_alarm(command.step, notebook, io);
  }
  const std::string end = end_of(notebook);
  if (end.empty()) co_return;
  eda::Event news{end == "completed" ? completed : compensated};
  news.source = "conductor";
  news.id = notebook.saga_id + "/" + end;
  news.data["sagaId"] = notebook.saga_id;
  co_await announce(news, io);
}

void note_request(Notebook&, const eda::Event&) {}

eda::Task<> on_requested(eda::Event fact, Ports io) {
  const Notebook notebook = co_await written(fact, note_request, io);
  co_await carry_on(notebook, io);
}

eda::Task<> on_reply(eda::Event reply, Ports io) {
  const Notebook notebook = co_await written(reply, note_reply, io);
  co_await carry_on(notebook, io);
}

eda::Task<> on_timer(eda::Event timer, Ports io) {
  const Notebook notebook = co_await written(timer, note_timer, io);
  co_await carry_on(notebook, io);
}

eda::Task<> on_sweep(eda::Event, Ports io) {
  const auto rows = co_await io.store.query<Notebook>(shelf, eda::Read::strong);
  for (const auto& row : rows)
    for (const Command& command : due(row.value)) co_await send(command, io);
}

}  // namespace conductor
