#pragma once

#include <cstddef>

/// Limits of one delivery, and of the services that the ports stand for; `harness/limits.md` names
/// the source of each. A request beyond a limit is refused, on your machine as in grading.
namespace eda::limits {

/// Levels of arrays and objects in the data of an event: enough for any payload, and few enough for
/// the recursions of nlohmann_json.
inline constexpr int payload_levels_max = 200;
/// Levels of a whole request: those of a payload and of the request around it.
inline constexpr int request_levels_max = payload_levels_max + 8;
/// Bytes of all requests and replies of one delivery. A number counts as 9 bytes.
inline constexpr std::size_t delivery_bytes_max = std::size_t{8} << 20;
/// Lines and bytes of one delivery's log that are kept. A note in the log replaces further lines.
inline constexpr std::size_t log_lines_max = 1000;
inline constexpr std::size_t log_bytes_max = std::size_t{64} << 10;
/// Bytes of an exception's what() that are kept.
inline constexpr std::size_t exception_bytes_max = 4000;

// Store (DynamoDB)
inline constexpr std::size_t partition_bytes_max = 2048;
inline constexpr std::size_t sort_bytes_max = 1024;
inline constexpr std::size_t row_bytes_max = std::size_t{400} << 10;  ///< with names and key
inline constexpr std::size_t nesting_max = 32;     ///< objects and arrays, the row's own included
inline constexpr double number_below = 1e126;      ///< the magnitude of a number
inline constexpr double number_min = 1e-130;       ///< the magnitude of a number that is not zero
inline constexpr std::size_t operators_max = 300;  ///< and functions, of a condition or an update
inline constexpr std::size_t transaction_writes_max = 100;
inline constexpr std::size_t transaction_bytes_max = std::size_t{4} << 20;
inline constexpr std::size_t token_characters_max = 36;

// Bus (EventBridge)
inline constexpr std::size_t publication_entries_max = 10;
inline constexpr std::size_t publication_bytes_max = std::size_t{256} << 10;
inline constexpr std::size_t event_type_characters_max = 128;

// Fifo (SQS FIFO)
inline constexpr std::size_t fifo_id_characters_max = 128;  ///< of a group, of a deduplication id
inline constexpr std::size_t queue_name_characters_max = 80;
inline constexpr std::size_t fifo_event_bytes_max = std::size_t{256} << 10;
inline constexpr int dead_letters_max = 10;  ///< of one look
inline constexpr int retry_hours_max = 12;   ///< of a delay

// Timers (EventBridge Scheduler)
inline constexpr std::size_t timer_name_characters_max = 64;
inline constexpr std::size_t timer_event_bytes_max = std::size_t{256} << 10;

// Clock
inline constexpr int wait_days_max = 24;

}  // namespace eda::limits
