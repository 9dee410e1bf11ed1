#include "eda/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>

#include "eda/detail/text.hpp"

namespace eda {
namespace {

using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;

// RFC 3339 has four digits for the year.
constexpr Instant first_instant = sys_days{year{0} / 1 / 1};
constexpr Instant last_instant = sys_days{year{10000} / 1 / 1} - 1ms;

bool has_rfc3339_form(Instant instant) {
  return first_instant <= instant && instant <= last_instant;
}

/// Parses an RFC 3339 date-time (section 5.6) from left to right.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_{text} {}

  Instant instant() {
    const sys_days day = date();
    one_of("Tt", R"(the date and the time are separated by "T" or "t")");
    const Duration since_midnight = time_of_day();
    const Instant result = day + since_midnight - offset();
    if (at_ < text_.size()) fail(at_, 0, "nothing may follow the offset");
    if (is_leap_second_ && not ends_a_month(result)) fail(17, 2, leap_second_rule);
    if (not has_rfc3339_form(result)) fail(0, 4, "the year in UTC must be 0000 to 9999");
    return result;
  }

 private:
  static constexpr std::string_view leap_second_rule =
      "the second must be 00 to 59, or 60 at 23:59 UTC on the last day of a month";

  [[noreturn]] void fail(std::size_t at, std::size_t bytes, std::string_view rule) const {
    throw std::invalid_argument{
        fmt::format("{}: {}", detail::in_quotes(text_), detail::holds(text_, at, rule, bytes))};
  }

  char one_of(std::string_view allowed, std::string_view rule) {
    if (at_ >= text_.size() || allowed.find(text_[at_]) == std::string_view::npos)
      fail(at_, 0, rule);
    return text_[at_++];
  }

  int number(std::size_t digits, int min, int max, std::string_view rule) {
    int value = 0;
    const std::string_view found = text_.substr(at_, digits);
    for (const char digit : found) value = value * 10 + (digit - '0');
    if (found.size() < digits || not std::ranges::all_of(found, detail::is_digit) || value < min ||
        value > max)
      fail(at_, digits, rule);
    at_ += digits;
    return value;
  }

  sys_days date() {
    const year y{number(4, 0, 9999, "the year must be 0000 to 9999")};
    one_of("-", R"(year and month are separated by "-")");
    const auto m = month(unsigned(number(2, 1, 12, "the month must be 01 to 12")));
    one_of("-", R"(month and day are separated by "-")");
    const auto days_in_month = unsigned((y / m / std::chrono::last).day());
    const int d = number(
        2, 1, int(days_in_month),
        fmt::format("the day must be 01 to {} in {:04}-{:02}", days_in_month, int(y), unsigned(m)));
    return y / m / d;
  }

  Duration time_of_day() {
    const int hours = number(2, 0, 23, "the hour must be 00 to 23");
    one_of(":", R"(hour and minute are separated by ":")");
    const int minutes = number(2, 0, 59, "the minute must be 00 to 59");
    one_of(":", R"(minute and second are separated by ":")");
    // Adding 60 seconds gives the first second of the next minute, which is the wanted moment.
    const int seconds = number(2, 0, 60, leap_second_rule);
    is_leap_second_ = seconds == 60;
    return std::chrono::hours{hours} + std::chrono::minutes{minutes} +
           std::chrono::seconds{seconds} + fraction();
  }

  Duration fraction() {
    if (at_ >= text_.size() || text_[at_] != '.') return 0ms;
    ++at_;
    const std::size_t begin = at_;
    Duration result = 0ms;
    for (Duration unit = 100ms; at_ < text_.size() && detail::is_digit(text_[at_]); unit /= 10)
      result += unit * (text_[at_++] - '0');
    if (at_ == begin) fail(at_, 0, R"(after "." comes at least one digit)");
    return result;
  }

  Duration offset() {
    const char sign = one_of("Zz+-", R"(the offset must be "Z", "z", "+hh:mm" or "-hh:mm")");
    if (sign == 'Z' || sign == 'z') return 0ms;
    const int hours = number(2, 0, 23, "the hours of the offset must be 00 to 23");
    one_of(":", R"(hours and minutes of the offset are separated by ":")");
    const int minutes = number(2, 0, 59, "the minutes of the offset must be 00 to 59");
    const Duration size = std::chrono::hours{hours} + std::chrono::minutes{minutes};
    return sign == '+' ? size : -size;
  }

  /// RFC 3339, section 5.7: a leap second is the last second, in UTC, of a month.
  static bool ends_a_month(Instant after_leap_second) {
    const auto day = std::chrono::floor<days>(after_leap_second);
    return after_leap_second - day < 1s &&
           std::chrono::year_month_day{day}.day() == std::chrono::day{1};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool is_leap_second_ = false;
};

}  // namespace

std::string to_rfc3339(Instant instant) {
  if (not has_rfc3339_form(instant))
    throw std::invalid_argument{
        fmt::format("{} ms since 1970, which has no RFC 3339 form; the year must be 0000 to 9999",
                    instant.time_since_epoch().count())};
  const auto day = std::chrono::floor<days>(instant);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{instant - day};
  std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", int(date.year()),
                                 unsigned(date.month()), unsigned(date.day()), time.hours().count(),
                                 time.minutes().count(), time.seconds().count());
  if (time.subseconds() != 0ms) text += fmt::format(".{:03}", time.subseconds().count());
  return text + 'Z';
}

Instant from_rfc3339(std::string_view text) { return Reader{text}.instant(); }

}  // namespace eda
