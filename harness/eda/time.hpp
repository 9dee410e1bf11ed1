#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace eda {

using namespace std::chrono_literals;

using Duration = std::chrono::milliseconds;

/// A moment in UTC, to the millisecond.
using Instant = std::chrono::sys_time<Duration>;

/// Returns `instant` as RFC 3339 in UTC, with milliseconds only if they are not zero:
/// "2026-01-13T10:00:15Z", "2026-01-13T10:00:15.250Z".
/// Throws std::invalid_argument outside the years 0000 to 9999, which RFC 3339 cannot write.
std::string to_rfc3339(Instant instant);

/// Returns the moment of an RFC 3339 date-time with any offset. Fractions of a millisecond are cut.
/// A leap second (23:59:60 UTC, on the last day of a month) becomes the second after it. Throws
/// std::invalid_argument, whose message says what is wrong, where, and what is allowed.
Instant from_rfc3339(std::string_view text);

}  // namespace eda
