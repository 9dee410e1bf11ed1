#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "eda/json.hpp"

// Fields of a step. sim/tell/words.hpp and the page turn them into text; no code parses that text.
namespace sim {

/// Outcome of a request.
enum class Result : std::uint8_t {
  none,  ///< no port was asked
  found,
  missing,
  written,
  refused,
  throttled,
  unknown,
  accepted,
  partial,  ///< its parts have different results
  failed,
  invalid,
  done,  ///< without further content
};
inline constexpr std::array<std::string_view, 12> result_names{
    "none",    "found",    "missing", "written", "refused", "throttled",
    "unknown", "accepted", "partial", "failed",  "invalid", "done"};
inline std::string to_string(Result result) {
  return std::string{result_names[std::size_t(result)]};
}

/// One write of a transaction, or one event of a publication.
struct Part {
  std::string verb{};                        ///< "put"; empty: an event
  std::string key{};                         ///< "order/42"; type of an event
  eda::Json value{};                         ///< row, steps of an update, data of an event
  eda::Json condition = eda::Json::array();  ///< tests, as in eda::Condition
  std::string id{};                          ///< of an event
  Result result = Result::none;              ///< where the port answers each part
};

/// Request of a handler to a port.
struct Request {
  std::string verb{};                        ///< "put", "transact", "publish", "schedule"
  std::string key{};                         ///< "order/42"; prefix; timer; FIFO group; token
  eda::Json value{};                         ///< row, or steps of an update; null: nothing
  eda::Json condition = eda::Json::array();  ///< tests, as in eda::Condition
  bool eventual = false;                     ///< a read that may be stale
  int due_ms = -1;                           ///< since the start of the scenario; -1: no timer
  std::vector<Part> parts{};                 ///< of a transaction or publication
};

/// Reply of a port.
struct Reply {
  Result result = Result::none;
  int version = 0;              ///< of the row that was read or written; 0: none
  eda::Json value{};            ///< of that row, as far as the handler is told; or a new id
  eda::Json rows{};             ///< of a query: [{"key", "version", "value"}]; null: no query
  std::vector<Result> parts{};  ///< for each part of the request, where they are answered
  std::string reason{};         ///< why the request is invalid
};

}  // namespace sim
