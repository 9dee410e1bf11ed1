#include "orchestration.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace conductor {

// The notebook is yours: change it as you like, or keep something else.

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
std::vector<Command> due(const Notebook&) {
  std::vector<Command> commands;
  // TODO 1: What should be on its way, by what the notebook says? A plain function: it asks no
  //         port, and it returns the same each time.
  return commands;
}

/// Writes down what is to be done next. `now`: the deadlines begin at this moment.
void go_on(Notebook& notebook, eda::Instant now) {
  // TODO 2: Which step's turn has come? In an empty notebook it is that of `consult`, which needs
  //         no other.
  (void)notebook, (void)now;
  // TODO 4, continued: And when the saga is failing, which step may be undone now? Is there a step
  //         of which you do not know whether it was done?
}

void note_request(Notebook&, const eda::Event&) {}

/// Writes down what a reply means.
void note_reply(Notebook& notebook, const eda::Event& reply) {
  // TODO 3: Is it the answer to a command that is due? May this command be refused, and for good?
  (void)notebook, (void)reply;
}

/// Writes down that the deadline of a step is over.
void note_timer(Notebook& notebook, const eda::Event& timer) {
  // TODO 4: Which step was it, and was it answered long ago?
  (void)notebook, (void)timer;
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

/// Sets the alarm for the deadline of a step, if it has one. on_timer gets it.
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

/// Does what the notebook says.
eda::Task<> carry_on(Notebook notebook, Ports io) {
  for (const Command& command : due(notebook)) co_await send(command, io);
  // TODO 3, continued: Set the alarms of the steps that are asked for. And the end: say it with
  //         co_await announce(news, io), in a fact of the type `completed` or `compensated` with a
  //         source, an id and the saga's id.
}

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
  io.log.info(std::to_string(rows.size()) + " notebooks");
  // TODO 5: Send again what is due and unanswered. Under which id?
}

}  // namespace conductor
