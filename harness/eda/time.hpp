#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace eda {

using namespace std::chrono_literals;

using Duration = std::chrono::milliseconds;

/// A moment in UTC, to the millisecond.
using Instant = std::chrono::sys_time<Duration>;

/// `instant` as RFC 3339 in UTC, with milliseconds only where there are any:
/// "2026-01-13T10:00:15Z", "2026-01-13T10:00:15.250Z".
/// Throws std::invalid_argument outside the years 0000 to 9999, which RFC 3339 cannot write.
std::string to_rfc3339(Instant instant);

/// The moment that an RFC 3339 date-time names, whatever its offset; finer than a millisecond is
/// cut. A leap second (23:59:60 UTC, on the last day of a month) is the second after it. Throws
/// std::invalid_argument saying what is wrong, where, and what is allowed.
Instant from_rfc3339(std::string_view text);

}  // namespace eda
