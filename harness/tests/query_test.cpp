#include "fixtures/query/query.hpp"

#include <gmock/gmock.h>

namespace {

using eda::Json, query::QueryError, query::Table;
using testing::ElementsAre, testing::IsEmpty, testing::StartsWith;

/// Rows of a log: two orders, the second of which has not been heard of since.
Table log() {
  const auto row = [](const char* at, const char* order, const char* what, int age) {
    return Json{{"@timestamp", at}, {"orderId", order}, {"what", what}, {"@age", age}};
  };
  return {.columns = {"@timestamp", "@age", "orderId", "what"},
          .rows = {row("20:05", "41", "complete", 55), row("20:01", "41", "waiting", 59),
                   row("20:02", "42", "waiting", 58), row("20:03", "42", "waiting", 57)}};
}

/// Values of a column of the result.
std::vector<Json> column(const std::string& text, const std::string& name) {
  std::vector<Json> values;
  for (const Json& row : query::run(text, log()).rows) values.push_back(row.at(name));
  return values;
}

/// The message about a query that is wrong.
std::string error_in(const std::string& text) {
  try {
    query::run(text, log());
  } catch (const QueryError& error) {
    return error.what();
  }
  return "none";
}

TEST(Query, KeepsTheRowsOfAFilter) {
  EXPECT_THAT(column("filter what = \"complete\"", "orderId"), ElementsAre("41"));
  EXPECT_THAT(column("filter what != 'waiting' or @age < 58", "@age"), ElementsAre(55, 57));
  EXPECT_THAT(column("filter @age > 58.5", "@age"), ElementsAre(59));
}

TEST(Query, BindsAndMoreStronglyThanOr) {
  EXPECT_THAT(column("filter @age = 55 or @age = 59 and orderId = '42'", "@age"), ElementsAre(55));
  EXPECT_THAT(column("filter orderId = '42' AND @age = 59 OR @age = 55", "@age"), ElementsAre(55));
}

TEST(Query, CountsByAColumn) {
  EXPECT_THAT(column("stats count() as n by orderId", "n"), ElementsAre(2, 2));
  EXPECT_THAT(column("stats count_distinct(what) as n by orderId", "n"), ElementsAre(2, 1));
  EXPECT_THAT(column("stats min(@age) as low, max(@age) as high", "low"), ElementsAre(55));
  EXPECT_THAT(column("filter @age > 99 | stats count() as n", "n"), ElementsAre(0));
  EXPECT_THAT(column("filter @age > 99 | stats count() as n by what", "n"), IsEmpty());
}

TEST(Query, TakesTheLatestByTimeNotByPlace) {
  EXPECT_THAT(column("stats latest(what) as last by orderId", "last"),
              ElementsAre("complete", "waiting"));
}

TEST(Query, FiltersWhatAnEarlierStageHasNamed) {
  EXPECT_THAT(column("stats latest(what) as last by orderId | filter last = 'waiting'", "orderId"),
              ElementsAre("42"));
}

TEST(Query, SortsAndLimits) {
  EXPECT_THAT(column("sort @age", "@age"), ElementsAre(55, 57, 58, 59));
  EXPECT_THAT(column("sort @age desc | limit 2", "@age"), ElementsAre(59, 58));
  EXPECT_THAT(column("limit 0", "@age"), IsEmpty());
}

TEST(Query, ShowsFieldsAndKeepsTheOthersUsable) {
  const Table result = query::run("fields orderId | filter @age = 55", log());
  EXPECT_THAT(result.columns, ElementsAre("orderId"));
  EXPECT_THAT(result.rows, ElementsAre(Json{{"orderId", "41"}}));
}

TEST(Query, LeavesCommentsOut) {
  EXPECT_THAT(column("# all\nfilter @age = 55 # one\n| limit 9", "@age"), ElementsAre(55));
}

TEST(Query, HasNoOrderForAValueThatIsMissing) {
  Table gap = log();
  gap.rows[0].erase("what");
  EXPECT_EQ(query::run("filter what < 'zzz'", gap).rows.size(), 3u);
  EXPECT_EQ(query::run("filter what != 'waiting'", gap).rows.size(), 1u);
  EXPECT_EQ(query::run("stats max(what) as m by @age", gap).rows.at(0).at("m"), Json{});
}

TEST(QueryError, SaysLineAndColumn) {
  EXPECT_THAT(error_in("fields orderId\n| filter cost > 10"),
              StartsWith("2:10: there is no column \"cost\" here; there is @timestamp, @age,"));
  EXPECT_THAT(error_in("fields \"é\""), StartsWith("1:8: a column must follow fields"));
  EXPECT_THAT(error_in("filter what = \"é\" | sort"),
              StartsWith("1:25: a column must follow sort"));
}

TEST(QueryError, SaysThatAColumnHasNoName) {
  EXPECT_EQ(error_in("stats count() by orderId | filter count > 10"),
            "1:35: there is no column \"count\" here; there is orderId, count(). Give a column a "
            "name with \"as\"");
}

TEST(QueryError, NamesTheSignOfAComment) {
  EXPECT_EQ(error_in("limit 3 -- rows"), "1:9: \"--\" begins no comment here; \"#\" does");
}

TEST(QueryError, SaysWhatMustFollow) {
  EXPECT_THAT(error_in(""), StartsWith("1:1: a stage begins with fields, filter, stats"));
  EXPECT_THAT(error_in("select 1"), StartsWith("1:1: a stage begins with"));
  EXPECT_THAT(error_in("limit 3 4"), StartsWith("1:9: a stage ends here"));
  EXPECT_THAT(error_in("limit -1"), StartsWith("1:7: a whole number below"));
  EXPECT_THAT(error_in("limit 1.5"), StartsWith("1:7: a whole number below"));
  EXPECT_THAT(error_in("filter what"), StartsWith("1:12: \"=\", \"!=\", \"<\" or \">\" must"));
  EXPECT_THAT(error_in("filter what = "), StartsWith("1:15: a comparison has a column, a number"));
  EXPECT_THAT(error_in("stats sum(@age)"), StartsWith("1:7: a function of stats is count,"));
  EXPECT_THAT(error_in("stats max()"), StartsWith("1:11: a column must follow \"(\""));
  EXPECT_THAT(error_in("stats count(what)"), StartsWith("1:13: \")\" must follow its column"));
  EXPECT_THAT(error_in("sort @age |"), StartsWith("1:12: a stage begins with"));
  EXPECT_THAT(error_in("filter what = 'x"), StartsWith("1:15: this text has no closing '"));
  EXPECT_THAT(error_in("filter @age > 1.2.3"), StartsWith("1:15: \"1.2.3\" is no number"));
  EXPECT_THAT(error_in("filter @age >= 3"), StartsWith("1:14: a comparison has a column"));
  EXPECT_THAT(error_in("filter @age & 3"), StartsWith("1:13: this sign has no meaning"));
}

TEST(QueryError, RefusesToCompareATextWithANumber) {
  EXPECT_EQ(error_in("filter what > 3"),
            "1:15: \"complete\" and 3.0 cannot be compared: one is a text, one a number");
}

TEST(QueryError, RefusesLatestWithoutATime) {
  EXPECT_THAT(error_in("stats count() as n by what | stats latest(what) as last"),
              StartsWith("1:43: latest needs the column @timestamp"));
}

}  // namespace
