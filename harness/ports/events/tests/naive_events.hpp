#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/tested_port.hpp"

namespace tested_ports {

/// An event store over one list.
class NaiveEvents final : public brute_force::NaivePort {
 public:
  brute_force::Answered answer(const eda::Json& request,
                               const brute_force::Circumstances& here) override;
  std::string text(std::int64_t now_ms, std::set<std::string>& seen) const override;
  eda::Json held() const override;

 private:
  eda::Json append(const eda::Json& request, const brute_force::Circumstances& here);
  eda::Json carry_out(const eda::Json& request, const brute_force::Circumstances& here);
  eda::Json read(const eda::Json& request, const brute_force::Circumstances& here) const;
  std::vector<eda::Json> stream(const std::string& name) const;

  std::vector<eda::Json> all_;  ///< as they are told, by position
};

}  // namespace tested_ports
