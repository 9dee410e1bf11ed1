#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

#include "eda/json.hpp"
#include "eda/limits.hpp"

/// Protocol between the judge and the subject, the process of an answer. See protocol.md.
namespace grader {

using eda::Json;

inline constexpr int protocol_version = 1;
/// Limit of a reply: all requests of one delivery and its end (eda/limits.hpp).
inline constexpr std::size_t frame_bytes_max =
    eda::limits::delivery_bytes_max + (std::size_t{128} << 10);
static_assert(frame_bytes_max - eda::limits::delivery_bytes_max >
              eda::limits::log_bytes_max + 5 * eda::limits::log_lines_max +
                  eda::limits::exception_bytes_max + 1000);
inline constexpr std::size_t nesting_max = 256;
static_assert(nesting_max > eda::limits::request_levels_max + 8);
/// Limit of a request. The subject trusts the judge, whose replies come from the store.
inline constexpr std::size_t command_bytes_max = std::size_t{64} << 20;
inline constexpr std::size_t command_nesting_max = 4096;

/// A breach of the protocol, with a sentence on it.
struct ProtocolError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A message is too long for a frame. Honest answers may also reach this limit.
struct TooLong : ProtocolError {
  using ProtocolError::ProtocolError;
};

/// Returns four bytes of length, least significant first, then `body` as CBOR (RFC 8949).
std::string to_frame(const Json& body);

/// Returns the length at the beginning of a frame. Throws TooLong if it is above `bytes_max`.
std::size_t body_bytes(std::string_view header, std::size_t bytes_max = frame_bytes_max);
inline constexpr std::size_t header_bytes = 4;

/// Parses the body of a frame. Each value has one accepted form, the one that `to_frame` writes. So
/// trailing bytes, duplicate names and open lengths are errors. Throws ProtocolError.
Json body_of(std::string_view cbor, std::size_t levels_max = nesting_max);

}  // namespace grader
