#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sim/model/request.hpp"
#include "sim/tell/row_changes.hpp"

// Text for requests and replies. The page makes its own (viewer/src/words.ts).
namespace sim {

inline constexpr std::size_t no_limit = std::size_t(-1);

/// `put jar/bar {"cents":150,…} if v1`: in at most `width` columns. The value is cut first, so that
/// the condition can be read: the members of a row that `changes` names are left to the last.
std::string request_words(const Request& request, std::size_t width = no_limit,
                          const RowChanges& changes = {});

/// `written v2`, `v1 {"cents":150}`, `nothing there`, `refused`.
std::string reply_words(const Request& request, const Reply& reply, std::size_t width = no_limit,
                        const RowChanges& changes = {});

/// JSON in at most `width` columns, cut between two members where that is possible. An object that
/// does not fit shows its members `kept` only: `{…,"status":"ready"}`.
std::string value_words(const eda::Json& value, std::size_t width = no_limit,
                        const Members& kept = {});

/// "1 fault", "2 faults", "1.2e+07 schedules"
std::string counted(long double count, std::string_view what);

}  // namespace sim
