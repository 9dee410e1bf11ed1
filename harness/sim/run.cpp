#include "sim/run.hpp"

namespace sim {

using eda::Json;

namespace {

Json threw(const std::string& what) {
  Json json = Json::object();
  json["do"] = "threw";
  json["what"] = what;
  return json;
}

}  // namespace

template <typename Code>
void Run::enter(const Code& code) {
  under_way.answers = answers_;
  eda::detail::latest_await = {};
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
  try {
    enter([&] {
      task_.emplace(handler(event_, environment_));
      task_->start();
    });
  } catch (const std::exception& error) {
    ask_.action = threw(error.what());
    return;
  }
  look();
}

void Run::tell(Json told, Instant now) {
  now_ = now;
  ask_ = Ask{};
  ++answers_;
  enter([&] { eda::detail::run_until_it_waits(line_.tell(std::move(told))); });
  look();
}

void Run::look() {
  if (line_.is_waiting()) {
    ask_.action = line_.asks();
    ask_.at = eda::detail::latest_await;
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
    ask_.action = threw("something that is no std::exception");
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
