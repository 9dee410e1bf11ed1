#include "eda/detail/uri.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>

namespace eda::detail {
namespace {

// RFC 3986, section 2: besides letters, digits and %hh, a part allows unreserved marks and
// sub-delims.
constexpr std::string_view marks_anywhere = "-._~!$&'()*+,;=";

/// The bytes [begin, end) of a URI. The whole URI is kept, so that messages can name the column.
struct Part {
  std::string_view whole;
  std::size_t begin = 0;
  std::size_t end = 0;

  std::string_view text() const { return whole.substr(begin, end - begin); }
  /// Position of the first character of `any_of`, or the end.
  std::size_t find(std::string_view any_of) const {
    return std::min(whole.find_first_of(any_of, begin), end);
  }
};

bool is_plain(char c, std::string_view more) {
  return is_letter(c) || is_digit(c) || marks_anywhere.find(c) != std::string_view::npos ||
         more.find(c) != std::string_view::npos;
}

Flaw flaw_in_characters(const Part& part, std::string_view more, std::string_view name) {
  for (std::size_t at = part.begin; at < part.end; ++at) {
    const char c = part.whole[at];
    const std::string_view hex = part.whole.substr(at, 3);
    if (c == '%') {
      if (hex.size() < 3 || not is_hex_digit(hex[1]) || not is_hex_digit(hex[2]))
        return holds(part.whole, at, "% must be followed by two hexadecimal digits", hex.size());
    } else if (not is_plain(c, more)) {
      return holds(part.whole, at,
                   fmt::format("the {} of a URI allows letters, digits, {}{} and %hh", name,
                               marks_anywhere, more));
    }
  }
  return {};
}

Flaw flaw_in_scheme(const Part& scheme) {
  constexpr std::string_view rule =
      "what stands before the first : is a scheme, a letter and then letters, digits, +, - or .";
  for (std::size_t at = scheme.begin; at < scheme.end; ++at) {
    const char c = scheme.whole[at];
    const bool may_follow = is_digit(c) || c == '+' || c == '-' || c == '.';
    if (not is_letter(c) && (at == scheme.begin || not may_follow))
      return holds(scheme.whole, at, rule);
  }
  if (scheme.begin == scheme.end) return holds(scheme.whole, scheme.end, rule);
  return {};
}

bool is_ipv4(std::string_view text) {
  int octets = 0;
  for (std::size_t begin = 0; begin <= text.size(); ++octets) {
    const std::size_t end = std::min(text.find('.', begin), text.size());
    const std::string_view octet = text.substr(begin, end - begin);
    const bool is_short = octet.size() == 1 || (octet.size() <= 3 && not octet.starts_with('0'));
    if (octet.empty() || not is_short || not std::ranges::all_of(octet, is_digit)) return false;
    if (std::stoi(std::string{octet}) > 255) return false;
    begin = end + 1;
  }
  return octets == 4;
}

/// Number of 16-bit groups in "1:2f:…". An IPv4 address at the end counts as two. -1: malformed.
int count_groups(std::string_view text, bool may_end_in_ipv4) {
  int groups = 0;
  if (text.empty()) return groups;
  for (std::size_t begin = 0; begin <= text.size(); ++groups) {
    const std::size_t end = std::min(text.find(':', begin), text.size());
    const std::string_view group = text.substr(begin, end - begin);
    if (may_end_in_ipv4 && end == text.size() && is_ipv4(group)) return groups + 2;
    const bool is_short = not group.empty() && group.size() <= 4;
    if (not is_short || not std::ranges::all_of(group, is_hex_digit)) return -1;
    begin = end + 1;
  }
  return groups;
}

bool is_ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) return count_groups(text, true) == 8;
  const int before = count_groups(text.substr(0, gap), false);
  const int after = count_groups(text.substr(gap + 2), true);
  return before >= 0 && after >= 0 && before + after <= 7;
}

bool is_ip_of_the_future(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos || dot < 2 || dot + 1 == text.size()) return false;
  if (text[0] != 'v' && text[0] != 'V') return false;
  return std::ranges::all_of(text.substr(1, dot - 1), is_hex_digit) &&
         std::ranges::all_of(text.substr(dot + 1), [](char c) { return is_plain(c, ":"); });
}

Flaw flaw_in_port(const Part& port) {
  for (std::size_t at = port.begin; at < port.end; ++at)
    if (not is_digit(port.whole[at])) return holds(port.whole, at, "a port is made of digits");
  return {};
}

Flaw flaw_in_ip_literal(const Part& host) {
  const std::size_t close = host.find("]");
  if (close == host.end) return holds(host.whole, close, "a host that starts with [ ends with ]");
  const std::string_view address = host.whole.substr(host.begin + 1, close - host.begin - 1);
  if (not is_ipv6(address) && not is_ip_of_the_future(address))
    return holds(host.whole, host.begin, "a host in [ ] must be an IPv6 address",
                 close + 1 - host.begin);
  if (close + 1 == host.end) return {};
  if (host.whole[close + 1] != ':')
    return holds(host.whole, close + 1, "after ] only : and a port may follow");
  return flaw_in_port({host.whole, close + 2, host.end});
}

Flaw flaw_in_authority(const Part& authority) {
  Part host = authority;
  const std::size_t at_sign = authority.find("@");
  if (at_sign < authority.end) {
    const Part user{authority.whole, authority.begin, at_sign};
    if (auto flaw = flaw_in_characters(user, ":", "user name")) return flaw;
    host.begin = at_sign + 1;
  }
  if (host.text().starts_with('[')) return flaw_in_ip_literal(host);
  const std::size_t colon = host.find(":");
  if (auto flaw = flaw_in_characters({host.whole, host.begin, colon}, "", "host")) return flaw;
  return flaw_in_port({host.whole, colon + 1, host.end});
}

}  // namespace

Flaw flaw_in_uri_reference(std::string_view text) {
  const std::size_t hash = std::min(text.find('#'), text.size());
  const std::size_t question = std::min(text.find('?'), hash);
  Part path{text, 0, question};

  const std::size_t colon = path.find(":/");
  if (colon < path.end && text[colon] == ':') {
    if (auto flaw = flaw_in_scheme({text, 0, colon})) return flaw;
    path.begin = colon + 1;
  }
  if (path.text().starts_with("//")) {
    Part authority{text, path.begin + 2, path.end};
    authority.end = authority.find("/");
    if (auto flaw = flaw_in_authority(authority)) return flaw;
    path.begin = authority.end;
  }
  if (auto flaw = flaw_in_characters(path, ":@/", "path")) return flaw;
  if (auto flaw = flaw_in_characters({text, question + 1, hash}, ":@/?", "query")) return flaw;
  return flaw_in_characters({text, hash + 1, text.size()}, ":@/?", "fragment");
}

Flaw flaw_in_absolute_uri(std::string_view text) {
  if (auto flaw = flaw_in_uri_reference(text)) return flaw;
  const std::size_t hash = text.find('#');
  if (hash != std::string_view::npos)
    return holds(text, hash, "an absolute URI has no fragment (RFC 3986, section 4.3)");
  if (text.substr(0, text.find_first_of("/?")).find(':') == std::string_view::npos)
    return holds(text, 0, "an absolute URI starts with a scheme like https:", text.size());
  return {};
}

}  // namespace eda::detail
