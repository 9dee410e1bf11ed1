#pragma once

#include <map>
#include <set>
#include <string>

#include "sim/model/request.hpp"

namespace sim {

/// Names of members of a row.
using Members = std::set<std::string>;

/// Rows as the steps of a story have written them, and the members that each latest write changed.
class RowChanges {
 public:
  /// Notes the writes of a request, before its line is made. `reply`: of the request.
  void note(const Request& request, const Reply& reply);
  /// Returns the members that the latest write of that row changed, or would have changed if it was
  /// refused; empty: no write, or no earlier value.
  const Members& of(const std::string& key) const;

 private:
  void put(const std::string& key, const eda::Json& value, bool is_written);

  std::map<std::string, eda::Json> rows_;
  std::map<std::string, Members> changed_;
};

}  // namespace sim
