#include <gmock/gmock.h>
#include <sys/wait.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>

#include "dynamodb_cases.hpp"
#include "scratch.hpp"
#include "source_files.hpp"

/// Comparison of the store with dynalite, another implementation of DynamoDB's interface: the same
/// calls must give the same results and rows, except for the known differences listed here.
namespace {

using dynamodb::Call, dynamodb::Result;
using eda::Json;

/// A call to both, with both results.
struct Compared {
  Call call;
  Json before;  ///< the row that both held; null: none
  Result ours, theirs;

  bool differs() const { return ours.kind != theirs.kind || ours.row != theirs.row; }
};

struct Difference {
  const char* reason;
  bool (*explains)(const Compared&);
};

bool any_step(const Compared& one, const char* verb, const std::function<bool(const Json&)>& is) {
  return std::any_of(one.call.steps.begin(), one.call.steps.end(), [&](const Json& step) {
    return step.at("do") == verb && is(one.before.value(step.at("path"), Json{}));
  });
}

bool has_bracket(const Compared& one) {
  return one.call.steps.dump().find("[0]") != std::string::npos ||
         one.call.steps.dump().find("[7]") != std::string::npos;
}

bool compares_what_has_no_order(const Compared& one) {
  return one.ours.kind == "invalid" && one.theirs.kind == "refused" &&
         std::any_of(one.call.tests.begin(), one.call.tests.end(), [](const Json& test) {
           const Json value = test.value("value", Json{});
           return test.at("test") == "less" && !value.is_number() && !value.is_string();
         });
}

bool adds_to_a_large_number(const Compared& one) {
  constexpr double exact_max = 9007199254740992;
  return one.ours.kind == "invalid" && one.theirs.kind == "written" &&
         any_step(one, "add", [&](const Json& number) {
           return number.is_number() && std::abs(number.get<double>()) >= exact_max;
         });
}

bool adds_to_a_fraction(const Compared& one) {
  if (one.ours.row.is_null() || one.theirs.row.is_null()) return false;
  const double ours = one.ours.row.value("n", 0.0), theirs = one.theirs.row.value("n", 1.0);
  return std::abs(ours - theirs) < 1e-12 &&
         any_step(one, "add", [](const Json& number) { return number.is_number_float(); });
}

bool inserts_into_an_empty_array(const Compared& one) {
  return one.ours.kind == "written" && one.theirs.kind == "invalid" &&
         any_step(one, "insert", [](const Json& set) { return set.is_array() && set.empty(); });
}

const std::vector<Difference>& known_differences() {
  static const std::vector<Difference> all{
      {"the kit has no list elements in paths", has_bracket},
      {"dynalite does not look at the kind of what stands right of <, DynamoDB does",
       compares_what_has_no_order},
      {"the kit's numbers have 64 bits: it refuses a sum that they cannot hold",
       adds_to_a_large_number},
      {"the kit's fractions are binary", adds_to_a_fraction},
      {"in the kit an empty array counts as an empty set", inserts_into_an_empty_array}};
  return all;
}

const Difference* known(const Compared& one) {
  for (const Difference& difference : known_differences())
    if (difference.explains(one)) return &difference;
  return nullptr;
}

std::string command() {
  const auto folder = tidy::root() / "harness" / "tests" / "dynalite";
  return "node '" + (folder / "ask.mjs").string() + "'";
}

bool can_run() {
  const auto packages = tidy::root() / "harness" / "tests" / "dynalite" / "node_modules";
  return exists(packages / "dynalite") && std::system("node --version >/dev/null 2>&1") == 0;
}

Json answers_to(const Json& requests) {
  const Scratch scratch;
  std::ofstream{scratch / "requests.json"} << requests;
  const int status = std::system((command() + " '" + (scratch / "requests.json").string() + "' '" +
                                  (scratch / "answers.json").string() + "'")
                                     .c_str());
  if (WEXITSTATUS(status) != 0) throw std::runtime_error{"dynalite/ask.mjs failed: see above"};
  return Json::parse(std::ifstream{scratch / "answers.json"});
}

/// Dynalite has no transactions. If it accepts this one day, transactions must be compared too.
const Json transaction{{"operation", "TransactWriteItems"}, {"body", Json::object()}};

using ComparedCase = std::vector<Compared>;

std::vector<ComparedCase> compared() {
  std::vector<ComparedCase> all;
  Json requests = dynamodb::requests_for_tables();
  std::size_t at = requests.size();
  for (const dynamodb::Case& calls : dynamodb::all_cases()) {
    alone::StoreAlone store;
    all.emplace_back();
    for (const Call& call : calls) {
      const Json before = all.back().empty() ? Json{} : all.back().back().ours.row;
      all.back().push_back({call, before, dynamodb::result_of(call, store), {}});
      requests.push_back(dynamodb::request_of(call));
      requests.push_back(dynamodb::read_of(call));
    }
  }
  requests.push_back(transaction);
  const Json answers = answers_to(requests);
  for (ComparedCase& one : all)
    for (Compared& call : one) {
      call.theirs = dynamodb::result_of(answers.at(at), answers.at(at + 1));
      at += 2;
    }
  EXPECT_EQ(dynamodb::result_of(answers.back(), Json{{"body", Json::object()}}).kind,
            "com.amazon.coral.service#UnknownOperationException");
  return all;
}

/// Returns the known difference that ends the case, since the rows may differ from there on.
const Difference* compare(const ComparedCase& calls) {
  for (const Compared& one : calls) {
    if (!one.differs()) continue;
    if (const Difference* difference = known(one)) return difference;
    ADD_FAILURE() << dynamodb::text_of(one.call) << "\n  the kit:  " << one.ours.kind << " "
                  << one.ours.row.dump().substr(0, 160) << "\n  dynalite: " << one.theirs.kind
                  << " " << one.theirs.row.dump().substr(0, 160);
    break;
  }
  return nullptr;
}

TEST(Dynalite, DoesWhatTheStoreDoesButForKnownDifferences) {
  if (!can_run()) GTEST_SKIP() << "skipped: needs Node and dynalite: harness/setup.sh --all";
  int alike = 0;
  std::map<std::string, int> kinds;
  std::set<const Difference*> met;
  for (const ComparedCase& calls : compared()) {
    const Difference* difference = compare(calls);
    if (difference == nullptr) ++alike;
    met.insert(difference);
    for (const Compared& one : calls) ++kinds[one.theirs.kind];
  }
  EXPECT_GE(alike, 150);
  for (const Difference& difference : known_differences())
    EXPECT_TRUE(met.contains(&difference)) << "met no more: " << difference.reason;
  for (const char* kind : {"written", "refused", "invalid"}) EXPECT_GE(kinds[kind], 100) << kind;
}

}  // namespace
