#include "sim/learn/execution.hpp"

#include <fmt/format.h>

#include "eda/detail/lost_body.hpp"
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
void HandlerCoroutine::enter(const Code& code) {
  under_way.answers = answers_;
  eda::detail::latest_await = waited_at_;
  ++under_way.entered;
  under_way.event = event_.get();
  code();
  under_way.event = nullptr;
}

HandlerCoroutine::HandlerCoroutine(const eda::Handler& handler, std::shared_ptr<const Event> event,
                                   Instant now)
    : event_{std::move(event)}, now_{now} {
  ports_.offer_to(environment_);
  environment_.offer<eda::Clock>(*this);
  environment_.offer<eda::Log>(*this);
  environment_.offer<Passage>(*this);
  eda::detail::first_start = {};
  try {
    enter([&] {
      task_.emplace(handler(*event_, environment_));
      task_->start();
    });
  } catch (const std::exception& error) {
    suspension_.action = threw(error.what());
    suspension_.at = eda::detail::first_start;
    return;
  } catch (...) {
    suspension_.action = threw(no_exception);
    suspension_.at = eda::detail::first_start;
    return;
  }
  look();
  if (suspension_.at.line == 0)
    suspension_.at = eda::detail::first_start;  // before its first co_await
}

void HandlerCoroutine::info(std::string line) {
  if (not log_flaw_.empty() || log_is_full_) return;
  if (auto flaw = channel_.flaw_in_log(line)) {
    log_flaw_ = std::move(*flaw);  // not thrown: a destructor may log
    return;
  }
  using namespace eda::limits;
  log_is_full_ = ++log_lines_ > log_lines_max || (log_bytes_ += line.size()) > log_bytes_max;
  if (log_is_full_)
    line = fmt::format("(further lines are left out: {} lines and {} KiB are kept)", log_lines_max,
                       log_bytes_max >> 10);
  suspension_.said.push_back(std::move(line));
}

void HandlerCoroutine::resume(Json reply, Instant now) {
  now_ = now;
  suspension_ = Suspension{};
  ++answers_;
  enter([&] { eda::detail::run_until_it_waits(channel_.answer(std::move(reply))); });
  look();
}

void HandlerCoroutine::look() {
  suspension_.at = eda::detail::latest_await;
  if (not log_flaw_.empty()) {
    suspension_.action = threw(log_flaw_);
    return;
  }
  if (channel_.is_waiting()) {
    suspension_.action = channel_.take_pending();
    waited_at_ = suspension_.at;
    return;
  }
  if (!task_->done()) {
    suspension_.action = threw(fmt::format("it waits for something that no port will ever answer{}",
                                           eda::detail::lost_body_advice));
    return;
  }
  suspension_.action = Json::object();
  suspension_.action["do"] = "done";
  try {
    task_->result();
  } catch (const std::exception& error) {
    suspension_.action = threw(error.what());
  } catch (...) {
    suspension_.action = threw(no_exception);
  }
}

std::vector<Suspension> follow(Execution& run, const std::vector<TimedReply>& replies) {
  std::vector<Suspension> suspensions{run.suspension()};
  for (const auto& [reply, at] : replies) {
    if (suspensions.back().is_end()) break;
    run.resume(reply, at);
    suspensions.push_back(run.suspension());
  }
  return suspensions;
}

std::vector<Suspension> run_history(const eda::Handler& handler, const History& history) {
  HandlerCoroutine run{handler, history.event, history.started};
  return follow(run, history.replies);
}

}  // namespace sim
