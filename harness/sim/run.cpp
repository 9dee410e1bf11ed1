#include "sim/run.hpp"

#include <fmt/format.h>

#include "eda/detail/text.hpp"
#include "eda/limits.hpp"

namespace sim {

using eda::Json;

namespace {

constexpr const char* no_exception = "something that is no std::exception";

Json threw(std::string_view what) {
  Json json = Json::object();
  json["do"] = "threw";
  json["what"] = eda::detail::as_utf8(what, eda::limits::exception_bytes_max);
  return json;
}

}  // namespace

template <typename Code>
void Run::enter(const Code& code) {
  under_way.answers = answers_;
  eda::detail::latest_await = waited_at_;
  ++under_way.entered;
  under_way.event = &event_;
  code();
  under_way.event = nullptr;
}

Run::Run(const eda::Handler& handler, Event event, Instant now)
    : event_{std::move(event)}, now_{now} {
  ports_.offer_to(environment_);
  environment_.offer<eda::Clock>(*this);
  environment_.offer<eda::Log>(*this);
  eda::detail::first_start = {};
  try {
    enter([&] {
      task_.emplace(handler(event_, environment_));
      task_->start();
    });
  } catch (const std::exception& error) {
    ask_.action = threw(error.what());
    ask_.at = eda::detail::first_start;
    return;
  } catch (...) {
    ask_.action = threw(no_exception);
    ask_.at = eda::detail::first_start;
    return;
  }
  look();
  if (ask_.at.line == 0) ask_.at = eda::detail::first_start;  // it has awaited nothing
}

void Run::info(std::string line) {
  if (not log_flaw_.empty() || log_is_full_) return;
  if (auto flaw = line_.flaw_in_log(line)) {
    log_flaw_ = std::move(*flaw);  // not thrown: a destructor may log
    return;
  }
  using namespace eda::limits;
  log_is_full_ = ++log_lines_ > log_lines_max || (log_bytes_ += line.size()) > log_bytes_max;
  if (log_is_full_)
    line = fmt::format("(further lines are left out: {} lines and {} KiB are kept)", log_lines_max,
                       log_bytes_max >> 10);
  ask_.said.push_back(std::move(line));
}

void Run::tell(Json told, Instant now) {
  now_ = now;
  ask_ = Ask{};
  ++answers_;
  enter([&] { eda::detail::run_until_it_waits(line_.tell(std::move(told))); });
  look();
}

void Run::look() {
  ask_.at = eda::detail::latest_await;
  if (not log_flaw_.empty()) {
    ask_.action = threw(log_flaw_);
    return;
  }
  if (line_.is_waiting()) {
    ask_.action = line_.asks();
    waited_at_ = ask_.at;
    return;
  }
  if (!task_->done()) {
    ask_.action = threw("it waits for something that no port will ever answer");
    return;
  }
  ask_.action = Json::object();
  ask_.action["do"] = "done";
  try {
    task_->result();
  } catch (const std::exception& error) {
    ask_.action = threw(error.what());
  } catch (...) {
    ask_.action = threw(no_exception);
  }
}

std::vector<Ask> go_along(Running& run, const std::vector<Question::Told>& history) {
  std::vector<Ask> asked{run.asks()};
  for (const auto& [told, at] : history) {
    if (asked.back().is_end()) break;
    run.tell(told, at);
    asked.push_back(run.asks());
  }
  return asked;
}

std::vector<Ask> rehearse(const eda::Handler& handler, const Question& question) {
  Run run{handler, question.event, question.started};
  return go_along(run, question.history);
}

}  // namespace sim
