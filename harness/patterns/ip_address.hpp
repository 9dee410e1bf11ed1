#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace eda::patterns {

/// The 4 or 16 bytes of an IP address. An IPv4 address in the form of IPv6 ("::ffff:a00:1") has 4.
using IpAddress = std::vector<std::uint8_t>;

/// Returns the address in `text`: "10.0.0.33" (numbers are decimal, also with leading zeros),
/// "2001:db8::1". Absent for any other text, also for "::ffff:10.0.0.1", which mixes both.
std::optional<IpAddress> ip_address(std::string_view text);

/// A block of addresses in CIDR notation (RFC 4632).
struct IpBlock {
  IpAddress address;  ///< any address of the block
  int bits = 0;       ///< number of leading bits that its addresses share

  bool contains(const IpAddress& other) const;
};

/// Returns the block in `text`: "10.0.0.0/24". Absent if the address is malformed, or if the bits
/// are not 0..31 (IPv4) or 0..127 (IPv6).
std::optional<IpBlock> ip_block(std::string_view text);

}  // namespace eda::patterns
