#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "eda/json.hpp"
#include "patterns/alternative.hpp"

namespace eda::patterns {

/// The elements of arrays that contain a value: (number of the array, position in it), sorted. Only
/// elements that are objects or arrays count; the other elements are values of the array's field.
using Membership = std::vector<std::pair<int, int>>;

/// Value of an event that is no object and no array.
struct Leaf {
  const Json* value;
  Membership membership;
};

/// The values of an event by path, for matching.
class Leaves {
 public:
  /// Keeps pointers into `event`, which must outlive this.
  explicit Leaves(const Json& event);

  /// True if each field of `alternative` matches, and all of them in the same elements of arrays.
  bool match(const Alternative& alternative) const;

 private:
  using Field = std::pair<const std::string, FieldMatchers>;

  void add(const Json& value, const std::string& path, Membership& membership);
  const std::vector<Leaf>& at(const std::string& path) const;
  std::set<Membership> after(const Field& field, const std::set<Membership>& chosen,
                             const std::set<int>& still_needed) const;

  std::map<std::string, std::vector<Leaf>> leaves_;
  int arrays_ = 0;
};

}  // namespace eda::patterns
