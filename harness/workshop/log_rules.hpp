#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lint/finding.hpp"
#include "results/manifest.hpp"

namespace workshop {

/// Rules for the log of a running system: exercises/NN_name/observe.json, or a file of the same
/// form. A fact is told apart from others by (`source`, `id`).
struct LogRules {
  /// Facts of which a subject has exactly one, whichever of these types it is of.
  struct End {
    std::vector<std::string> one_of;
    bool is_optional = false;  ///< a subject may also have none
  };
  /// Members of an event that together name its subject, such as /data/orderId.
  std::vector<eda::Json::json_pointer> subject;
  std::vector<std::string> causes;  ///< types of events of which each makes the ends due
  std::vector<End> ends;
  /// Type of a fact -> types of events that its subject must have. An end without an entry needs
  /// one of the causes.
  std::map<std::string, std::vector<std::string>> needs;
  std::optional<std::chrono::minutes> within;  ///< from the first cause to the ends; absent: none

  /// Returns all types that these rules name.
  std::set<std::string> types() const;
};

/// Reads the rules of an activity ("03"), or those in a file. Throws BadUsage if there are none,
/// and results::BadInput for a file of another form.
LogRules read_log_rules(const results::Manifest& manifest, const std::string& asked);

}  // namespace workshop
