#include "dynamodb_cases.hpp"

#include <limits>
#include <random>

namespace dynamodb {

using What = Call::What;

namespace {

const Json values =
    Json::parse(R"([0, 1, -5, 2.5, 7, "", "a", "ab", "b", "é", true, false, null, [],
  [1, "a", true], ["a", "b"], {}, {"n": 1}])");

const Json ordered = Json::parse(R"([0, 1, -5, 2.5, 7, "", "a", "ab", "b", "é"])");

const Json rows = Json::parse(R"([
  {},
  {"n": 3, "word": "ab", "flag": true},
  {"n": 2.5, "word": "", "nothing": null, "tags": ["a", "c"]},
  {"n": "3", "list": [1, "a", null], "inner": {"n": 1, "deep": {"n": 2}}},
  {"n": -5, "word": "b", "inner": "no object", "tags": [1, 3]}])");

const std::vector<std::string> paths{
    "n",          "word",         "flag",    "nothing",       "tags",   "list", "inner", "inner.n",
    "inner.deep", "inner.deep.n", "missing", "missing.inner", "word.n", "n",    "tags"};

/// Numbers that are the same on every machine: the engine is specified, its distributions are not.
class Dice {
 public:
  std::size_t below(std::size_t count) { return std::size_t(engine_() % count); }
  template <typename List>
  const auto& one_of(const List& all) {
    return all[below(all.size())];
  }

 private:
  std::mt19937 engine_{20260113};
};

Json random_test(Dice& dice) {
  static const std::vector<std::string> tests{"absent",       "present", "equals", "differs",
                                              "less",         "has",     "lacks",  "contains",
                                              "contains_not", "equals"};
  const std::string& test = dice.one_of(tests);
  Json one = Json::object({{"test", test}});
  if (test == "absent" || test == "present") return one;
  one["path"] = dice.one_of(paths);
  if (test == "less")
    one["value"] = dice.one_of(ordered);
  else if (test != "has" && test != "lacks")
    one["value"] = dice.one_of(values);
  return one;
}

Json random_tests(Dice& dice, std::size_t count) {
  Json tests = Json::array();
  for (std::size_t i = 0; i < count; ++i) tests.push_back(random_test(dice));
  return tests;
}

Json random_step(Dice& dice) {
  static const std::vector<std::string> verbs{"set", "set_if_missing", "add", "insert", "remove"};
  static const Json elements = Json::parse(R"(["a", "b", "c", 1, 2, 3, "", true])");
  const std::string& verb = dice.one_of(verbs);
  Json step{{"do", verb}, {"path", dice.one_of(paths)}};
  if (verb == "add") step["value"] = int(dice.below(9)) - 4;
  if (verb == "insert") step["value"] = dice.one_of(elements);
  if (verb == "set" || verb == "set_if_missing") step["value"] = dice.one_of(values);
  return step;
}

Call random_call(Dice& dice, const std::string& partition) {
  Call call{.what = What(dice.below(8) == 0   ? 2
                         : dice.below(3) == 0 ? 0
                                              : 1),
            .partition = partition};
  call.tests = random_tests(dice, dice.below(3));
  if (call.what == What::put) call.value = dice.one_of(rows);
  if (call.what == What::update)
    for (std::size_t steps = 1 + dice.below(3); steps > 0; --steps)
      call.steps.push_back(random_step(dice));
  return call;
}

Case random_case(Dice& dice, int number) {
  const std::string partition = "random/" + std::to_string(number);
  Case calls{{.what = What::put, .partition = partition, .value = dice.one_of(rows)}};
  for (std::size_t i = 0; i < 5; ++i) calls.push_back(random_call(dice, partition));
  return calls;
}

std::string text(std::size_t bytes) { return std::string(bytes, 'x'); }

Call put_at(std::string partition, Json value = Json::object()) {
  return {.what = What::put, .partition = std::move(partition), .value = std::move(value)};
}
Call put_below(std::string sort) {
  return {.what = What::put,
          .partition = "sorted",
          .sort = std::move(sort),
          .has_sort = true,
          .value = Json::object()};
}
Call update_of(std::string partition, Json steps) {
  return {.what = What::update, .partition = std::move(partition), .steps = std::move(steps)};
}
Json step(const char* verb, const char* path, Json value = nullptr) {
  return {{"do", verb}, {"path", path}, {"value", std::move(value)}};
}

std::vector<Case> of_keys_and_sizes() {
  constexpr std::size_t others = 9 + 6 + 4;  // "partition", a key of six bytes, "text"
  const auto row_of = [](std::size_t bytes) {
    return Json::object({{"text", text(bytes - others)}});
  };
  constexpr std::size_t limit = 400 << 10;
  std::vector<Case> cases;
  for (const std::size_t bytes : {0, 1, 2047, 2048, 2049, 3000})
    cases.push_back({put_at(text(bytes)),
                     update_of(text(bytes), Json::array({step("add", "n", 1)})),
                     {.what = What::erase, .partition = text(bytes)}});
  for (const std::size_t bytes : {0, 1, 1023, 1024, 1025, 2000})
    cases.push_back({put_below(text(bytes))});
  for (const std::size_t bytes : {limit - 1, limit, limit + 1, 2 * limit})
    cases.push_back({put_at("size/" + std::to_string(cases.size() % 10), row_of(bytes))});
  for (const std::size_t bytes : {limit / 2 - 5, limit / 2 - 4, limit / 2 - 3, limit}) {
    const std::string key = "grow/" + std::to_string(cases.size() % 10);
    cases.push_back({put_at(key, row_of(limit / 2)),
                     update_of(key, Json::array({step("set", "more", text(bytes))}))});
  }
  return cases;
}

std::vector<Case> of_numbers() {
  std::vector<Case> cases;
  const double infinity = std::numeric_limits<double>::infinity();
  const std::vector<Json> numbers{9.9e125,  1.1e126,   -1.1e126,  1.1e-130,  9e-131,     0.0,
                                  infinity, -infinity, INT64_MAX, INT64_MIN, UINT64_MAX, 0.1};
  for (const Json& number : numbers) {
    const std::string key = "number/" + std::to_string(cases.size());
    cases.push_back({put_at(key, Json::object({{"n", number}})),
                     update_of(key, Json::array({step("set", "m", number)})),
                     update_of(key, Json::array({step("add", "n", 1)})),
                     update_of(key, Json::array({step("add", "n", -2)})),
                     {.what = What::erase,
                      .partition = key,
                      .tests = Json::array(
                          {Json::object({{"test", "less"}, {"path", "n"}, {"value", number}})})}});
  }
  return cases;
}

std::vector<Case> of_paths() {
  const Json object = Json::object();
  const std::vector<Json> updates{
      Json::array({step("set", "a", object), step("set", "a.b", 1)}),
      Json::array({step("set", "a.b", 1), step("remove", "a")}),
      Json::array({step("add", "a", 1), step("set", "a", 2)}),
      Json::array({step("remove", "a"), step("remove", "a")}),
      Json::array(
          {step("set", "inner.b", 1), step("set", "inner.c", 2), step("add", "inner.n", 3)}),
      Json::array({step("set", "inner", 1), step("set", "inner-b", 2)}),
      Json::array({step("set_if_missing", "inner", object), step("add", "inner.deep.n", 1)}),
      Json::array({step("set", "x.y.z", 1)}),
      Json::array({step("remove", "x.y")}),
      Json::array({step("insert", "inner.tags", "a"), step("insert", "inner.tags2", 1)}),
      Json::array({step("set", "", 1)}),
      Json::array({step("set", "a..b", 1)}),
      Json::array({step("remove", "inner.")}),
      Json::array({step("set", "list[0]", 1)}),
      Json::array({step("remove", "list[7]")}),
      Json::array({step("insert", "list", "a")}),
      Json::array({step("insert", "empty", "a")}),
      Json::array()};
  std::vector<Case> cases;
  for (const Json& steps : updates) {
    const std::string key = "path/" + std::to_string(cases.size());
    cases.push_back(
        {put_at(key,
                Json::parse(R"({"inner": {"n": 1, "deep": {}}, "list": [1, 2], "empty": []})")),
         update_of(key, steps), update_of(key + "/new", steps)});
  }
  return cases;
}

std::vector<Case> of_orders() {
  std::vector<Case> cases;
  for (const Json& value : values) {
    const std::string key = "order/" + std::to_string(cases.size());
    const Json test = Json::object({{"test", "less"}, {"path", "n"}, {"value", value}});
    Call call = put_at(key);
    call.tests.push_back(test);
    cases.push_back({put_at(key, rows[1]), call});
  }
  return cases;
}

}  // namespace

std::vector<Case> all_cases() {
  std::vector<Case> all;
  for (const auto& cases : {of_keys_and_sizes(), of_numbers(), of_paths(), of_orders()})
    all.insert(all.end(), cases.begin(), cases.end());
  Dice dice;
  for (int number = 0; number < 150; ++number) all.push_back(random_case(dice, number));
  return all;
}

}  // namespace dynamodb
