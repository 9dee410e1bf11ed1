#include <coroutine>
#include <cstdint>
#include <exception>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "orchestration.hpp"

namespace conductor {

// A saga is a coroutine that reads like the plan. Each delivery plays it from its beginning over
// the answers so far, up to the first that is missing: what it asks for without an answer is due.
// Temporal and Durable Functions do the same.

/// Row {"history", saga}.
struct History {
  std::string saga_id;
  std::map<std::string, std::string> answers;  ///< by command: done | refused | undone | overdue
  std::map<std::string, std::int64_t> asked;   ///< when it was first due, in ms since 1970

  friend bool operator==(const History&, const History&) = default;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE(History, saga_id, answers, asked)
};

constexpr const char* shelf = "history";

/// An answer that is known, or for which the saga waits to the end of this delivery.
class Answer {
 public:
  explicit Answer(std::string text) : text_{std::move(text)} {}
  bool await_ready() const { return !text_.empty(); }
  void await_suspend(std::coroutine_handle<>) const {}
  const std::string& await_resume() const { return text_; }

 private:
  std::string text_;
};

/// The end of a coroutine that is left where it waits.
class Play {
 public:
  struct promise_type {
    Play get_return_object() {
      return Play{std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    void return_void() const {}
    void unhandled_exception() const { throw; }
  };
  Play(Play&& other) noexcept : frame_{std::exchange(other.frame_, nullptr)} {}
  Play& operator=(Play&&) = delete;
  ~Play() {
    if (frame_) frame_.destroy();
  }

 private:
  explicit Play(std::coroutine_handle<promise_type> frame) : frame_{frame} {}
  std::coroutine_handle<promise_type> frame_;
};

/// Commands that a saga can give, and those of them that have no answer.
class Stage {
 public:
  explicit Stage(const History& history) : history_{history} {}

  std::vector<Command> due{};
  std::string end{};  ///< type of the fact; empty: something is missing

  Answer carry_out(const std::string& step) { return ask(step, Command::Kind::carry_out, "/do"); }
  /// Undoes a step that was done, or of which that is not known.
  Answer undo_after(const std::string& answer, const std::string& step) {
    if (answer == "refused") return Answer{"undone"};
    return ask(step, Command::Kind::undo, "/undo");
  }

 private:
  Answer ask(const std::string& step, Command::Kind kind, const std::string& verb) {
    const std::string id = history_.saga_id + "/" + step + verb;
    const auto known = history_.answers.find(id);
    if (known != history_.answers.end()) return Answer{known->second};
    due.emplace_back(history_.saga_id, step, kind, id);
    return Answer{""};
  }

  const History& history_;
};

Play prescription(Stage& stage) {
  const std::string consult = co_await stage.carry_out("consult");
  std::string cover = "refused", reserve = "refused", dispense = "refused";
  if (consult == "done") {
    const Answer covering = stage.carry_out("cover"), reserving = stage.carry_out("reserve");
    cover = co_await covering;
    reserve = co_await reserving;
  }
  if (cover == "done" && reserve == "done") dispense = co_await stage.carry_out("dispense");
  if (dispense == "done") {
    co_await stage.carry_out("bill");
    stage.end = completed;
    co_return;
  }
  const Answer uncovering = stage.undo_after(cover, "cover");
  const Answer releasing = stage.undo_after(reserve, "reserve");
  co_await uncovering;
  co_await releasing;
  co_await stage.undo_after(consult, "consult");
  stage.end = compensated;
}

const Step& step_of(const Command& command) {
  std::size_t i = 0;
  while (plan[i].name != command.step) ++i;
  return plan[i];
}

/// Adds what an event means to the history: the answer to a command that is due.
void hear(History& history, const eda::Event& event) {
  if (event.type == requested) return;
  Stage stage{history};
  const Play play = prescription(stage);
  const std::string id = event.data.at("commandId"), result = event.data.at("result");
  for (const Command& command : stage.due) {
    if (command.id != id) continue;
    const bool may_refuse =
        command.kind == Command::Kind::carry_out && step_of(command).kind != Step::Kind::forward;
    if (result != "refused" || may_refuse) history.answers[id] = result;
  }
}

eda::Task<> set_alarm(Command command, eda::Instant asked, Ports io) {
  const Step& step = step_of(command);
  if (command.kind == Command::Kind::undo || !step.deadline) co_return;
  eda::Event alarm{"com.clinic.prescription.alarm"};
  alarm.source = "conductor";
  alarm.id = command.id + "/alarm";
  alarm.data["sagaId"] = command.saga_id;
  alarm.data["commandId"] = command.id;
  alarm.data["result"] = "overdue";
  co_await io.timers.schedule(command.id, asked + *step.deadline, alarm);
}

eda::Task<> carry_on(History history, Ports io) {
  Stage stage{history};
  const Play play = prescription(stage);
  for (const Command& command : stage.due) {
    co_await send(command, io);
    const eda::Instant asked{eda::Duration{history.asked.at(command.id)}};
    co_await set_alarm(command, asked, io);
  }
  if (stage.end.empty()) co_return;
  eda::Event news{stage.end};
  news.source = "conductor";
  news.id = history.saga_id + "/end";
  news.data["sagaId"] = history.saga_id;
  co_await announce(news, io);
}

/// Hears an event, and does what is due then.
eda::Task<> on_event(eda::Event event, Ports io) {
  const eda::Key key{shelf, event.data.at("sagaId").get<std::string>()};
  bool is_written = false;
  History history;
  while (!is_written) {
    auto row = co_await io.store.get<History>(key, eda::Read::strong);
    const History before = row.value;
    row->saga_id = key.sort;
    hear(row.value, event);
    Stage stage{row.value};
    const Play play = prescription(stage);
    for (const Command& command : stage.due)
      row->asked.try_emplace(command.id, io.clock.now().time_since_epoch().count());
    history = row.value;
    if (history == before) break;
    const eda::WriteResult result = co_await io.store.put_if_unchanged(row);
    is_written = result.ok();
  }
  co_await carry_on(history, io);
}

eda::Task<> on_requested(eda::Event fact, Ports io) { co_await on_event(fact, io); }
eda::Task<> on_reply(eda::Event reply, Ports io) { co_await on_event(reply, io); }
eda::Task<> on_timer(eda::Event timer, Ports io) { co_await on_event(timer, io); }

eda::Task<> on_sweep(eda::Event, Ports io) {
  const auto rows = co_await io.store.query<History>(shelf, eda::Read::strong);
  for (const auto& row : rows) {
    Stage stage{row.value};
    const Play play = prescription(stage);
    for (const Command& command : stage.due) co_await send(command, io);
  }
}

}  // namespace conductor
