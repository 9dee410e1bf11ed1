#include "judge/boxed_suite.hpp"

#include <exception>

namespace grader {

/// The channel to the process of the suite. Keeps a fault of the grader or the machine apart from
/// those of the suite.
class BoxedSuite::Channel final : public check::Link {
 public:
  explicit Channel(BoxedSuite& suite) : suite_{suite} {
    guarded([&] { suite_.process_.begin(); });
  }
  void send(const eda::Json& value) override {
    guarded([&] { suite_.process_.send(value); });
  }
  eda::Json receive() override {
    eda::Json value;
    guarded([&] { value = suite_.process_.receive(); });
    return value;
  }

 private:
  template <typename Action>
  void guarded(const Action& action) {
    try {
      action();
    } catch (const Ended&) {
      throw;
    } catch (const ProtocolError&) {
      throw;
    } catch (const std::exception& error) {
      suite_.misfortune_ = error.what();
      throw;
    }
  }

  BoxedSuite& suite_;
};

check::SuiteRun BoxedSuite::run(const eda::Service& service, int seed) {
  check::SuiteRun run;
  ++runs_;
  try {
    Channel channel{*this};
    run = check::judge_suite(channel, service, seed);
  } catch (const std::exception& error) {
    run = {.trouble = error.what()};
  }
  process_.restart();
  return run;
}

std::string BoxedSuite::misfortune() const {
  if (misfortune_.empty() && fork_server_.has_gone()) return "The box ended while it was in use.";
  return misfortune_;
}

}  // namespace grader
