#include "patterns/ip_address.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

#include "eda/detail/text.hpp"

namespace eda::patterns {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// Returns the number in `text`, which consists of digits only; absent: it is none, or too large.
std::optional<unsigned> number(std::string_view text, int base, unsigned max) {
  const bool is_made_of_digits =
      std::ranges::all_of(text, base == 16 ? detail::is_hex_digit : detail::is_digit);
  unsigned value = 0;
  if (text.empty() || not is_made_of_digits ||
      std::from_chars(text.data(), text.data() + text.size(), value, base).ec != std::errc{} ||
      value > max)
    return {};
  return value;
}

std::optional<IpAddress> ipv4_address(std::string_view text) {
  IpAddress address;
  for (const std::string_view octet : split(text, '.')) {
    const auto value = number(octet, 10, 255);
    if (not value) return {};
    address.push_back(static_cast<std::uint8_t>(*value));
  }
  if (address.size() != 4) return {};
  return address;
}

/// Bytes of "1:2f:…", which may be empty. Absent: malformed.
std::optional<IpAddress> bytes_of_groups(std::string_view text) {
  IpAddress bytes;
  if (text.empty()) return bytes;
  for (const std::string_view group : split(text, ':')) {
    const auto value = number(group, 16, 0xFFFF);
    if (not value || group.size() > 4) return {};
    bytes.push_back(static_cast<std::uint8_t>(*value >> 8));
    bytes.push_back(static_cast<std::uint8_t>(*value & 0xFF));
  }
  return bytes;
}

std::optional<IpAddress> ipv6_address(std::string_view text) {
  const std::size_t gap = text.find("::");
  const auto before = bytes_of_groups(text.substr(0, gap));
  if (not before) return {};
  IpAddress address = *before;
  if (gap != std::string_view::npos) {
    const auto after = bytes_of_groups(text.substr(gap + 2));
    if (not after || before->size() + after->size() > 14) return {};
    address.resize(16 - after->size());
    address.insert(address.end(), after->begin(), after->end());
  }
  if (address.size() != 16) return {};
  constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  if (std::equal(mapped.begin(), mapped.end(), address.begin()))
    address.erase(address.begin(), address.begin() + mapped.size());
  return address;
}

}  // namespace

std::optional<IpAddress> ip_address(std::string_view text) {
  return text.find(':') == std::string_view::npos ? ipv4_address(text) : ipv6_address(text);
}

bool IpBlock::contains(const IpAddress& other) const {
  if (other.size() != address.size()) return false;
  for (int bit = 0; bit < bits; ++bit) {
    const auto byte = static_cast<std::size_t>(bit / 8);
    if (((address[byte] ^ other[byte]) >> (7 - bit % 8)) & 1) return false;
  }
  return true;
}

std::optional<IpBlock> ip_block(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return {};
  const auto address = ip_address(text.substr(0, slash));
  if (not address) return {};
  const auto bits_max = static_cast<unsigned>(address->size() * 8 - 1);
  const auto bits = number(text.substr(slash + 1), 10, bits_max);
  if (not bits) return {};
  return IpBlock{*address, static_cast<int>(*bits)};
}

}  // namespace eda::patterns
