#pragma once

#include <string>
#include <string_view>

#include "eda/json.hpp"

namespace eda::patterns {

/// A place in a pattern, for messages.
class Place {
 public:
  explicit Place(std::string_view where) : where_{where} {}

  Place operator/(const std::string& name) const;
  Place operator/(std::size_t position) const;

  /// Throws InvalidPattern with a message that begins with this place.
  [[noreturn]] void reject(std::string_view what) const;

 private:
  std::string_view where_;
  Json::json_pointer pointer_;
};

}  // namespace eda::patterns
