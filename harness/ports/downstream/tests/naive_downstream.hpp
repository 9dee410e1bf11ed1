#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/tested_port.hpp"

namespace tested_ports {

/// Services outside, over one list of all calls.
class NaiveDownstream final : public brute_force::NaivePort {
 public:
  void begin(const sim::Scenario& scenario) override { scenario_ = &scenario; }
  brute_force::Answered answer(const eda::Json& request,
                               const brute_force::Circumstances& here) override;
  std::string text(std::int64_t now_ms, std::set<std::string>& seen) const override;
  eda::Json held() const override;

 private:
  struct Call {
    std::string target, key;
    eda::Json body;
    std::string answer;  ///< of the service, whatever the caller was told
    std::string told;
    std::int64_t at_ms;
    int weather;    ///< number that turned it down; -1: none
    bool is_noted;  ///< the service knows of it
  };
  std::string answer_of(const Call& call, eda::Json& reply) const;
  eda::Json book_of(const sim::Target& target) const;

  const sim::Scenario* scenario_ = nullptr;
  std::vector<Call> calls_;
};

}  // namespace tested_ports
