#include "patterns/value_matcher.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "patterns/event_pattern.hpp"
#include "patterns/fold_case.hpp"
#include "patterns/ip_address.hpp"

namespace eda::patterns {
namespace {

/// Test that only holds for texts.
template <class Holds>
ValueMatcher of_text(Holds holds) {
  return {[holds = std::move(holds)](const Json& value) {
    return value.is_string() && holds(value.get_ref<const std::string&>());
  }};
}

/// A wildcard pattern: the texts between its wildcards, without escapes.
using Pieces = std::vector<std::string>;

Pieces pieces_of(std::string_view text) {
  Pieces pieces{""};
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '*') {
      pieces.emplace_back();
    } else {
      if (text[i] == '\\') ++i;
      pieces.back() += text[i];
    }
  }
  return pieces;
}

/// True if `text` is the pieces in this order, with any text between two of them. Taking each piece
/// as early as possible leaves the most room for the rest.
bool fits(const Pieces& pieces, std::string_view text) {
  if (pieces.size() == 1) return text == pieces[0];
  if (not text.starts_with(pieces.front())) return false;
  text.remove_prefix(pieces.front().size());
  if (not text.ends_with(pieces.back())) return false;
  text.remove_suffix(pieces.back().size());
  for (std::size_t i = 1; i + 1 < pieces.size(); ++i) {
    const std::size_t at = text.find(pieces[i]);
    if (at == std::string_view::npos) return false;
    text.remove_prefix(at + pieces[i].size());
  }
  return true;
}

bool is_within(double number, const Bound& bound) {
  if (bound.comparison == "<") return number < bound.number;
  if (bound.comparison == "<=") return number <= bound.number;
  if (bound.comparison == ">") return number > bound.number;
  if (bound.comparison == ">=") return number >= bound.number;
  return number == bound.number;
}

}  // namespace

ValueMatcher equals(const Json& wanted) {
  if (wanted.is_number())
    return {[wanted](const Json& value) { return value.is_number() && value == wanted; }};
  if (not wanted.is_string()) return {[wanted](const Json& value) { return value == wanted; }};
  const auto& text = wanted.get_ref<const std::string&>();
  const std::optional<IpAddress> address = ip_address(text);
  return of_text([text, address](const std::string& value) {
    return value == text || (address && ip_address(value) == address);
  });
}

ValueMatcher same_text(const std::string& wanted) {
  return of_text([wanted](const std::string& value) { return value == wanted; });
}

ValueMatcher equals_ignoring_case(const std::string& wanted) {
  return of_text([folded = folded_case(wanted)](const std::string& value) {
    return folded_case(value) == folded;
  });
}

ValueMatcher prefix(const std::string& wanted) {
  return of_text([wanted](const std::string& value) { return value.starts_with(wanted); });
}

ValueMatcher prefix_ignoring_case(const std::string& wanted) {
  return of_text([folded = folded_case(wanted)](const std::string& value) {
    return folded_case(value).starts_with(folded);
  });
}

ValueMatcher suffix(const std::string& wanted) {
  return of_text([wanted](const std::string& value) { return value.ends_with(wanted); });
}

ValueMatcher suffix_ignoring_case(const std::string& wanted) {
  return of_text([folded = folded_case(wanted)](const std::string& value) {
    return folded_case(value).ends_with(folded);
  });
}

ValueMatcher wildcard(const std::string& text) {
  return of_text(
      [pieces = pieces_of(text)](const std::string& value) { return fits(pieces, value); });
}

ValueMatcher numeric(const std::vector<Bound>& bounds) {
  return {[bounds](const Json& value) {
    if (not value.is_number()) return false;
    const double number = value.get<double>();
    return std::abs(number) <= numeric_magnitude_max &&
           std::ranges::all_of(bounds,
                               [&](const Bound& bound) { return is_within(number, bound); });
  }};
}

ValueMatcher cidr(const std::string& block) {
  const IpBlock range = *ip_block(block);
  return of_text([range](const std::string& value) {
    const std::optional<IpAddress> address = ip_address(value);
    return address && range.contains(*address);
  });
}

ValueMatcher exists(bool wanted) {
  return {[wanted](const Json&) { return wanted; }, not wanted};
}

ValueMatcher anything_but(std::vector<ValueMatcher> refused) {
  return {[refused = std::move(refused)](const Json& value) {
    return std::ranges::none_of(refused,
                                [&](const ValueMatcher& each) { return each.holds(value); });
  }};
}

std::optional<std::string> flaw_in_wildcard(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (text[i] == '*' && next == '*')
      return "two wildcards follow each other; one * already stands for any text";
    if (text[i] == '\\' && next != '*' && next != '\\')
      return R"(a backslash must be followed by * or \; write \\ for the backslash itself)";
    if (text[i] == '\\') ++i;
  }
  return {};
}

std::optional<std::string> flaw_in_cidr(std::string_view block) {
  if (ip_block(block)) return {};
  return "it is no block of IP addresses; write an IPv4 address and 0 to 31 bits, like "
         "\"10.0.0.0/24\", or an IPv6 address and 0 to 127 bits, like \"2001:db8::/32\"; "
         "a single address needs no cidr";
}

}  // namespace eda::patterns
