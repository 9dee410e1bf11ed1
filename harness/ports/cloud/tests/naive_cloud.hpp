#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/tested_port.hpp"

namespace tested_ports {

/// A control plane over one list of resources.
class NaiveCloud final : public brute_force::NaivePort {
 public:
  brute_force::Answered answer(const eda::Json& request,
                               const brute_force::Circumstances& here) override;
  std::string text(std::int64_t now_ms, std::set<std::string>& seen) const override;
  std::string earlier() const override;
  eda::Json held() const override;

 private:
  using Resources = std::vector<eda::Json>;

  eda::Json create(const eda::Json& request, const brute_force::Circumstances& here);
  eda::Json erase(const eda::Json& request, const brute_force::Circumstances& here);
  eda::Json look(const eda::Json& request, const brute_force::Circumstances& here) const;
  /// Carries out a change, or lets a fault happen. `told`: the reply if all goes well.
  eda::Json change(Resources after, const eda::Json& told, const brute_force::Circumstances& here);
  /// True if a read may see what there was before the latest change.
  bool may_be_old(const brute_force::Circumstances& here) const;

  Resources resources_, before_;  ///< now, and before the latest change
  std::int64_t changed_ms_ = -1;  ///< -1: never
  std::set<std::string> erased_;
};

}  // namespace tested_ports
