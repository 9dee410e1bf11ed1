#pragma once

#include <string>
#include <vector>

#include "tests/tested_port.hpp"

namespace tested_ports {

/// A payment gateway over one list, in the order in which money was asked for.
class NaiveGateway final : public brute_force::NaivePort {
 public:
  brute_force::Answered answer(const eda::Json& request,
                               const brute_force::Circumstances& here) override;
  std::string text(std::int64_t now_ms, std::set<std::string>& seen) const override;
  eda::Json held() const override;

 private:
  struct Entry {
    std::string key, order;
    int cents = 0;
    std::string status{};
    std::int64_t at_ms = 0;  ///< when it was asked for
  };
  std::string carry_out(const eda::Json& request, const brute_force::Circumstances& here);
  std::string ask_for_money(const eda::Json& request, const brute_force::Circumstances& here);
  Entry* latest(const std::string& key);
  std::vector<std::string> lines(std::int64_t now_ms) const;

  std::vector<Entry> entries_;
};

}  // namespace tested_ports
