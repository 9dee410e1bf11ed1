#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "eda/json.hpp"

/// What the services refuse whatever they hold. The line checks each request before it carries it,
/// so a refusal is an exception in the handler and no step of a schedule.
/// `harness/limits.md` lists all of it, with sources. Each check throws eda::InvalidRequest with a
/// sentence that names the request.
namespace sim {

/// `action`: what StoreProxy asks.
void check_store_request(const eda::Json& action);
/// `action`: what BusProxy asks. Types and domains are checked by the bus itself.
void check_publication(const eda::Json& action);
/// `action`: what FifoProxy asks.
void check_fifo_request(const eda::Json& action);
/// `action`: what TimersProxy asks.
void check_timers_request(const eda::Json& action);

/// Number of Unicode characters in UTF-8 text.
std::size_t characters(std::string_view text);

/// Throws for a row that is too large or nests too deep, as an update can make it.
void check_row(const eda::Json& key, const eda::Json& value);

}  // namespace sim
