#pragma once

#include <cstddef>

/// What one delivery may say and hear. A request beyond a limit is refused, in a run of your own as
/// in a graded one.
namespace eda::limits {

/// Levels of arrays and objects in the data of an event: enough for any payload, and few enough for
/// the recursions of nlohmann_json.
inline constexpr int payload_levels_max = 200;
/// Levels of a whole request: a payload, and what the request wraps around it.
inline constexpr int request_levels_max = payload_levels_max + 8;
/// Bytes of all requests and replies of one delivery. A number counts as 9 bytes.
inline constexpr std::size_t delivery_bytes_max = std::size_t{8} << 20;
/// Lines and bytes of one delivery's log that are kept. Further lines are left out, and the log
/// says so.
inline constexpr std::size_t log_lines_max = 1000;
inline constexpr std::size_t log_bytes_max = std::size_t{64} << 10;
/// Bytes of an exception's what() that are kept.
inline constexpr std::size_t exception_bytes_max = 4000;

}  // namespace eda::limits
