#include "patterns/place.hpp"

#include <fmt/format.h>

#include "eda/detail/text.hpp"
#include "patterns/event_pattern.hpp"

namespace eda::patterns {

Place Place::operator/(const std::string& name) const {
  Place inner{*this};
  inner.pointer_ /= name;
  return inner;
}

Place Place::operator/(std::size_t position) const {
  Place inner{*this};
  inner.pointer_ /= position;
  return inner;
}

void Place::reject(std::string_view what) const {
  constexpr std::size_t bytes_max = 200;
  const std::string pointer = detail::as_utf8(pointer_.to_string(), bytes_max);
  throw InvalidPattern{pointer.empty() ? fmt::format("{}: {}", where_, what)
                                       : fmt::format("{} at {}: {}", where_, pointer, what)};
}

}  // namespace eda::patterns
