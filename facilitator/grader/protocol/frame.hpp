#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

#include "eda/json.hpp"

/// What the judge and an answer's process, the subject, say to each other. See protocol.md.
namespace grader {

using eda::Json;

inline constexpr int protocol_version = 1;
inline constexpr std::size_t frame_bytes_max = std::size_t{4} << 20;
inline constexpr std::size_t nesting_max = 64;

/// What came over the line is not what the protocol allows: a sentence that says what.
struct ProtocolError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Somebody has more to say than fits into a frame; that need not be malice.
struct TooLong : ProtocolError {
  using ProtocolError::ProtocolError;
};

/// Four bytes of length, least significant first, and `body` as CBOR (RFC 8949).
std::string to_frame(const Json& body);

/// The length that opens a frame. Throws TooLong when it is above `frame_bytes_max`.
std::size_t body_bytes(std::string_view header);
inline constexpr std::size_t header_bytes = 4;

/// A value is accepted in one form only: the one that `to_frame` would write. That leaves no room
/// for trailing bytes, names given twice or lengths left open. Throws ProtocolError.
Json body_of(std::string_view cbor);

}  // namespace grader
