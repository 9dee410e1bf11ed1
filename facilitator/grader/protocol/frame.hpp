#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

#include "eda/json.hpp"
#include "eda/limits.hpp"

/// What the judge and an answer's process, the subject, say to each other. See protocol.md.
namespace grader {

using eda::Json;

inline constexpr int protocol_version = 1;
/// Of a reply: all that one delivery may say, its end included (eda/limits.hpp).
inline constexpr std::size_t frame_bytes_max =
    eda::limits::delivery_bytes_max + (std::size_t{128} << 10);
static_assert(frame_bytes_max - eda::limits::delivery_bytes_max >
              eda::limits::log_bytes_max + 5 * eda::limits::log_lines_max +
                  eda::limits::exception_bytes_max + 1000);
inline constexpr std::size_t nesting_max = 256;
static_assert(nesting_max > eda::limits::request_levels_max + 8);
/// Of a request. The subject trusts the judge, and what the judge tells it has been in the store.
inline constexpr std::size_t command_bytes_max = std::size_t{64} << 20;
inline constexpr std::size_t command_nesting_max = 4096;

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

/// The length that opens a frame. Throws TooLong when it is above `bytes_max`.
std::size_t body_bytes(std::string_view header, std::size_t bytes_max = frame_bytes_max);
inline constexpr std::size_t header_bytes = 4;

/// A value is accepted in one form only: the one that `to_frame` would write. That leaves no room
/// for trailing bytes, names given twice or lengths left open. Throws ProtocolError.
Json body_of(std::string_view cbor, std::size_t levels_max = nesting_max);

}  // namespace grader
