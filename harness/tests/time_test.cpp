#include "eda/time.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using eda::from_rfc3339;
using eda::Instant;
using eda::to_rfc3339;
using namespace std::chrono_literals;

/// Message that refuses `text`.
std::string refusal(const std::string& text) {
  try {
    return "accepted as " + to_rfc3339(from_rfc3339(text));
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

/// The same moment in UTC.
std::string in_utc(const std::string& text) { return to_rfc3339(from_rfc3339(text)); }

/// Days of a month, computed without <chrono>, for comparison.
int days_in_month(int year, int month) {
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2) return is_leap ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

std::string two_digits(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }

TEST(Rfc3339, CountsMillisecondsSince1970) {
  EXPECT_EQ(from_rfc3339("1970-01-01T00:00:00Z"), Instant{0ms});
  EXPECT_EQ(from_rfc3339("2001-09-09T01:46:40Z"), Instant{1'000'000'000s});
  EXPECT_EQ(from_rfc3339("1969-12-31T23:59:59.999Z"), Instant{-1ms});
}

TEST(Rfc3339, IsWrittenWithMillisecondsOnlyWhereThereAreAny) {
  EXPECT_EQ(to_rfc3339(Instant{1'768'298'415'000ms}), "2026-01-13T10:00:15Z");
  EXPECT_EQ(to_rfc3339(Instant{1'768'298'415'250ms}), "2026-01-13T10:00:15.250Z");
  EXPECT_EQ(to_rfc3339(Instant{1'768'298'415'007ms}), "2026-01-13T10:00:15.007Z");
  EXPECT_EQ(to_rfc3339(Instant{-1ms}), "1969-12-31T23:59:59.999Z");
}

TEST(Rfc3339, ReadsTheExamplesOfItsSection58) {
  EXPECT_EQ(in_utc("1985-04-12T23:20:50.52Z"), "1985-04-12T23:20:50.520Z");
  EXPECT_EQ(in_utc("1996-12-19T16:39:57-08:00"), "1996-12-20T00:39:57Z");
  EXPECT_EQ(in_utc("1990-12-31T23:59:60Z"), "1991-01-01T00:00:00Z");
  EXPECT_EQ(in_utc("1990-12-31T15:59:60-08:00"), "1991-01-01T00:00:00Z");
  EXPECT_EQ(in_utc("1937-01-01T12:00:27.87+00:20"), "1937-01-01T11:40:27.870Z");
}

TEST(Rfc3339, NamesTheSameMomentWhateverTheOffset) {
  const Instant noon = from_rfc3339("2026-03-01T12:00:00Z");
  for (const char* same :
       {"2026-03-01T14:00:00+02:00", "2026-03-01T12:00:00-00:00", "2026-03-01T12:00:00+00:00",
        "2026-02-28T12:01:00-23:59", "2026-03-02T11:59:00+23:59", "2026-03-01t12:00:00z"})
    EXPECT_EQ(from_rfc3339(same), noon) << same;
}

TEST(Rfc3339, CutsWhatIsFinerThanAMillisecond) {
  EXPECT_EQ(in_utc("2026-01-13T10:00:15.9999Z"), "2026-01-13T10:00:15.999Z");
  EXPECT_EQ(in_utc("2026-01-13T10:00:15.0004Z"), "2026-01-13T10:00:15Z");
  EXPECT_EQ(in_utc("2026-01-13T10:00:15.5Z"), "2026-01-13T10:00:15.500Z");
  EXPECT_EQ(in_utc("1969-12-31T23:59:59.9999Z"), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(in_utc("2026-01-13T10:00:15." + std::string(5000, '1') + "Z"),
            "2026-01-13T10:00:15.111Z");
}

TEST(Rfc3339, TakesALeapSecondForTheSecondAfterIt) {
  EXPECT_EQ(in_utc("2016-12-31T23:59:60Z"), "2017-01-01T00:00:00Z");
  EXPECT_EQ(in_utc("2016-12-31T23:59:60.25Z"), "2017-01-01T00:00:00.250Z");
  EXPECT_EQ(in_utc("2017-01-01T05:29:60+05:30"), "2017-01-01T00:00:00Z");
  EXPECT_EQ(in_utc("2024-02-29T23:59:60Z"), "2024-03-01T00:00:00Z");
}

TEST(Rfc3339, HasLeapSecondsOnlyAtTheEndOfAMonthInUtc) {
  const std::string sentence =
      R"(: column 18 holds "60"; the second must be 00 to 59, or 60 at 23:59 UTC on the last )"
      R"(day of a month)";
  for (const char* text :
       {"2016-12-31T22:59:60Z", "2016-12-31T23:58:60Z", "2016-12-30T23:59:60Z",
        "2016-12-31T23:59:60+01:00", "2024-02-28T23:59:60Z", "2017-01-01T00:00:60Z"})
    EXPECT_EQ(refusal(text), '"' + std::string{text} + '"' + sentence);
}

TEST(Rfc3339, FollowsTheCalendarDayByDay) {
  Instant expected = from_rfc3339("1896-01-01T00:00:00Z");
  for (int year = 1896; year < 2108; ++year)
    for (int month = 1; month <= 12; ++month)
      for (int day = 1; day <= days_in_month(year, month); ++day, expected += 24h) {
        const std::string text =
            std::to_string(year) + '-' + two_digits(month) + '-' + two_digits(day) + "T00:00:00Z";
        ASSERT_EQ(from_rfc3339(text), expected) << text;
        ASSERT_EQ(to_rfc3339(expected), text);
      }
}

TEST(Rfc3339, EndsEveryMonthWhereTheCalendarDoes) {
  for (const int year : {0, 1600, 1900, 2000, 2023, 2024, 2100, 9999})
    for (int month = 1; month <= 12; ++month) {
      const std::string start = std::string(4 - std::to_string(year).size(), '0') +
                                std::to_string(year) + '-' + two_digits(month) + '-';
      const int last = days_in_month(year, month);
      EXPECT_NO_THROW(from_rfc3339(start + two_digits(last) + "T12:00:00Z"));
      const std::string too_late = start + two_digits(last + 1) + "T12:00:00Z";
      EXPECT_EQ(refusal(too_late), '"' + too_late + "\": column 9 holds \"" + two_digits(last + 1) +
                                       "\"; the day must be 01 to " + std::to_string(last) +
                                       " in " + start.substr(0, 7));
    }
}

TEST(Rfc3339, ReadsBackWhatItWrote) {
  std::mt19937_64 random{3339};
  const Instant first = from_rfc3339("0000-01-01T00:00:00Z");
  const Instant last = from_rfc3339("9999-12-31T23:59:59.999Z");
  const auto span = static_cast<std::uint64_t>((last - first).count()) + 1;
  std::vector<Instant> moments{first, last, Instant{0ms}, Instant{-1ms}};
  for (int i = 0; i < 5000; ++i)
    moments.push_back(first + std::chrono::milliseconds{random() % span});
  for (const Instant moment : moments)
    ASSERT_EQ(from_rfc3339(to_rfc3339(moment)), moment) << to_rfc3339(moment);
}

TEST(Rfc3339, SaysWhatIsWrongWithANumber) {
  EXPECT_EQ(refusal("20x6-01-13T10:00:15Z"),
            R"("20x6-01-13T10:00:15Z": column 1 holds "20x6"; the year must be 0000 to 9999)");
  EXPECT_EQ(refusal("2026-13-01T10:00:15Z"),
            R"("2026-13-01T10:00:15Z": column 6 holds "13"; the month must be 01 to 12)");
  EXPECT_EQ(refusal("2026-00-01T10:00:15Z"),
            R"("2026-00-01T10:00:15Z": column 6 holds "00"; the month must be 01 to 12)");
  EXPECT_EQ(refusal("2026-1-01T10:00:15Z"),
            R"("2026-1-01T10:00:15Z": column 6 holds "1-"; the month must be 01 to 12)");
  EXPECT_EQ(refusal("2026-02-00T10:00:15Z"),
            R"("2026-02-00T10:00:15Z": column 9 holds "00"; the day must be 01 to 28 in 2026-02)");
  EXPECT_EQ(refusal("2026-01-13T24:00:00Z"),
            R"("2026-01-13T24:00:00Z": column 12 holds "24"; the hour must be 00 to 23)");
  EXPECT_EQ(refusal("2026-01-13T10:60:00Z"),
            R"("2026-01-13T10:60:00Z": column 15 holds "60"; the minute must be 00 to 59)");
  EXPECT_EQ(refusal("2026-01-13T10:00:61Z"),
            R"("2026-01-13T10:00:61Z": column 18 holds "61"; the second must be 00 to 59, or 60 )"
            R"(at 23:59 UTC on the last day of a month)");
  EXPECT_EQ(refusal("2026-01-13T10:00:-1Z").substr(0, 46),
            R"("2026-01-13T10:00:-1Z": column 18 holds "-1"; )");
}

TEST(Rfc3339, SaysWhatIsWrongWithASeparator) {
  EXPECT_EQ(refusal("2026/01-13T10:00:15Z"),
            R"("2026/01-13T10:00:15Z": column 5 holds "/"; year and month are separated by "-")");
  EXPECT_EQ(refusal("2026-01/13T10:00:15Z"),
            R"("2026-01/13T10:00:15Z": column 8 holds "/"; month and day are separated by "-")");
  EXPECT_EQ(refusal("2026-01-13 10:00:15Z"),
            R"("2026-01-13 10:00:15Z": column 11 holds " "; the date and the time are separated )"
            R"(by "T" or "t")");
  EXPECT_EQ(refusal("2026-01-13T10.00:15Z"),
            R"("2026-01-13T10.00:15Z": column 14 holds "."; hour and minute are separated by ":")");
  EXPECT_EQ(refusal("2026-01-13T10:00Z"),
            R"("2026-01-13T10:00Z": column 17 holds "Z"; minute and second are separated by ":")");
}

TEST(Rfc3339, SaysWhatIsWrongWithAFraction) {
  EXPECT_EQ(refusal("2026-01-13T10:00:15.Z"),
            R"("2026-01-13T10:00:15.Z": column 21 holds "Z"; after "." comes at least one digit)");
  EXPECT_EQ(refusal("2026-01-13T10:00:15,5Z"),
            R"("2026-01-13T10:00:15,5Z": column 20 holds ","; the offset must be "Z", "z", )"
            R"("+hh:mm" or "-hh:mm")");
}

TEST(Rfc3339, SaysWhatIsWrongWithAnOffset) {
  EXPECT_EQ(refusal("2026-01-13T10:00:15"),
            R"("2026-01-13T10:00:15": column 20 holds nothing; the offset must be "Z", "z", )"
            R"("+hh:mm" or "-hh:mm")");
  EXPECT_EQ(refusal("2026-01-13T10:00:15+24:00"),
            R"("2026-01-13T10:00:15+24:00": column 21 holds "24"; the hours of the offset must be )"
            R"(00 to 23)");
  EXPECT_EQ(refusal("2026-01-13T10:00:15+0200"),
            R"("2026-01-13T10:00:15+0200": column 23 holds "0"; hours and minutes of the offset )"
            R"(are separated by ":")");
  EXPECT_EQ(refusal("2026-01-13T10:00:15+02:60"),
            R"("2026-01-13T10:00:15+02:60": column 24 holds "60"; the minutes of the offset must )"
            R"(be 00 to 59)");
  EXPECT_EQ(refusal("2026-01-13T10:00:15+02"),
            R"("2026-01-13T10:00:15+02": column 23 holds nothing; hours and minutes of the offset )"
            R"(are separated by ":")");
}

TEST(Rfc3339, SaysWhatIsTooMuchOrTooLittle) {
  EXPECT_EQ(refusal(""), R"("": column 1 holds nothing; the year must be 0000 to 9999)");
  EXPECT_EQ(refusal("2026-01-13T10:00:15Z\n"),
            R"("2026-01-13T10:00:15Z\u000A": column 21 holds "\u000A"; nothing may follow the )"
            R"(offset)");
  EXPECT_EQ(refusal("2026-01-13"),
            R"("2026-01-13": column 11 holds nothing; the date and the time are separated by "T" )"
            R"(or "t")");
}

TEST(Rfc3339, IsRefusedWhereverItBreaksOff) {
  const std::string whole = "2026-01-13T10:00:15.250+02:00";
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_THROW(from_rfc3339(whole.substr(0, size)), std::invalid_argument) << size;
}

TEST(Rfc3339, StaysWithinFourDigitsForTheYearInUtc) {
  const std::string sentence = "; the year in UTC must be 0000 to 9999";
  EXPECT_EQ(refusal("0000-01-01T00:00:00+00:01"),
            R"("0000-01-01T00:00:00+00:01": column 1 holds "0000")" + sentence);
  EXPECT_EQ(refusal("9999-12-31T23:59:60Z"),
            R"("9999-12-31T23:59:60Z": column 1 holds "9999")" + sentence);
  EXPECT_EQ(in_utc("0000-01-01T00:01:00+00:01"), "0000-01-01T00:00:00Z");
}

TEST(Rfc3339, CannotWriteAYearOfFiveDigits) {
  const Instant too_late = from_rfc3339("9999-12-31T23:59:59Z") + 1s;
  EXPECT_THROW(to_rfc3339(too_late), std::invalid_argument);
  EXPECT_THROW(to_rfc3339(Instant::max()), std::invalid_argument);
  EXPECT_THROW(to_rfc3339(Instant::min()), std::invalid_argument);
}

}  // namespace
