#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/tested_port.hpp"

namespace tested_ports {

/// A log over lists of JSON. A lane is named "GROUP/PARTITION/OWNER".
class NaiveRecords final : public brute_force::NaivePort {
 public:
  brute_force::Answered answer(const eda::Json& request,
                               const brute_force::Circumstances& here) override;
  std::string text(std::int64_t now_ms, std::set<std::string>& seen) const override;
  eda::Json held() const override { return nullptr; }
  bool keeps_lanes() const override { return true; }
  void ended(const std::string& lane, const brute_force::Circumstances& here) override;
  void died(const std::string& lane, const brute_force::Circumstances& here) override;
  std::vector<std::int64_t> moments(const sim::Scenario& scenario) const override;
  void happen(const brute_force::Circumstances& here) override;

 private:
  using Here = brute_force::Circumstances;
  struct Reader {
    std::string group;
    int subscriber = 0;
    int partitions_subscriber = -1;
    int service = 0;
  };
  struct Progress {
    int owner = 0, committed = 0, next = 0;
    std::string busy_with{};  ///< "record", "assigned"; empty: nothing
    std::vector<int> twice{};
  };
  std::vector<Reader> readers(const sim::Scenario& scenario) const;
  eda::Json append(const eda::Json& request, const Here& here);
  eda::Json commit(const eda::Json& request, const Here& here);
  eda::Json rebalance(const Here& here);
  void go_on(const Reader& reader, int partition, const Here& here);
  void assign(const Reader& reader, int partition, const Here& here) const;
  int partitions(const Here& here) const;
  /// Reader and partition of a lane whose owner is the present one; else null and any.
  std::pair<const Reader*, int> of(const std::string& lane, const std::vector<Reader>& all) const;
  std::int64_t watermark(int service, const Here& here) const;

  bool is_repartitioned_ = false, has_watermarks_ = false;
  std::map<int, std::vector<eda::Json>> log_;                         ///< by partition
  std::map<int, std::int64_t> appended_ms_;                           ///< by partition
  mutable std::map<std::pair<std::string, int>, Progress> progress_;  ///< by group and partition
  std::map<int, std::int64_t> told_;                                  ///< watermark, by subscriber
};

}  // namespace tested_ports
