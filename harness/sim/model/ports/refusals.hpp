#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "eda/event.hpp"
#include "eda/json.hpp"

/// Checks for requests that the services refuse in every state. The channel runs them before it
/// sends a request, so a refusal is an exception in the handler and no step of a schedule.
/// `harness/limits.md` lists all limits with their sources. Each check throws eda::InvalidRequest
/// with a sentence that names the request.
namespace sim {

/// `action`: a request of StoreProxy.
void check_store_request(const eda::Json& action);
/// `action`: a request of BusProxy. The bus itself checks types and domains.
void check_publication(const eda::Json& action);
/// `action`: a request of FifoProxy.
void check_fifo_request(const eda::Json& action);
/// `action`: a request of TimersProxy.
void check_timers_request(const eda::Json& action);

/// Throws eda::InvalidRequest if `reply` says that the port does not take the request in its state.
void throw_if_invalid(const eda::Json& reply);

/// An event that a service wants to publish.
struct CheckedEvent {
  eda::Event event{};
  std::optional<std::string> flaw{};  ///< reason why it may not; absent: it may
};

/// Returns the event in `event`, for a service whose types begin with `domain`. The flaw opens with
/// `what`: "published event".
CheckedEvent checked_event(const eda::Json& event, const std::string& domain,
                           std::string_view what);
/// Returns the flaw alone.
std::optional<std::string> flaw_in_event(const eda::Json& event, const std::string& domain,
                                         std::string_view what);

/// Number of Unicode characters in UTF-8 text.
std::size_t characters(std::string_view text);

/// Throws for a row that an update has made too large or too deep.
void check_row(const eda::Json& key, const eda::Json& value);

}  // namespace sim
