#include <limits>

#include "eda/limits.hpp"
#include "limit_cases.hpp"

namespace limit_cases {

using namespace alone;
namespace limits = eda::limits;

namespace {

/// `call`, made to a store that holds nothing.
template <typename AnyCall>
Call to_empty(AnyCall call) {
  return [call] { (void)StoreAlone{}.result(call); };
}

/// `step` on a row that `row` describes.
Call to_row(Json row, Update step) {
  return [row, step] {
    StoreAlone store;
    (void)store.result(put("a", row));
    (void)store.result(update("a", step));
  };
}

Call put_value(Json value) { return to_empty(put("a", std::move(value))); }
Call with_condition(Condition condition) { return to_empty(put("a", 1, std::move(condition))); }

std::string text(std::size_t bytes) { return std::string(bytes, 'x'); }

/// A row "a" of that many bytes.
Json row_of(std::size_t bytes) {
  const std::size_t others = std::string{"partition"}.size() + 1 + std::string{"text"}.size();
  return {{"text", text(bytes - others)}};
}

Json nested(std::size_t levels) {
  Json value = 1;
  for (std::size_t level = 0; level < levels; ++level)
    value = level % 2 == 0 ? Json::array({value}) : Json::object({{"a", value}});
  return Json::object({{"a", value}});
}

/// Condition with `count` operators: each test is one, and each && is another.
Condition operators(std::size_t count) {
  Condition all = Condition::has("f");
  for (std::size_t i = 1; i < (count + 1) / 2; ++i) all = all && Condition::has("f");
  return all;
}

Update functions(std::size_t count) {
  Update all;
  for (std::size_t i = 0; i < count; ++i) all = all.set_if_missing("f" + std::to_string(i), 1);
  return all;
}

std::vector<Case> of_keys() {
  const auto [partition, sort] = std::pair{limits::partition_bytes_max, limits::sort_bytes_max};
  return {
      {"empty_partition",
       0,
       "the partition key is empty",
       {to_empty(get("")), to_empty(query("")), to_empty(put("", 1)), to_empty(erase("")),
        to_empty(update("", Update{}.add("n", 1))), to_empty(together({Write::erase("")})),
        to_empty(get({"", "sort"}))},
       {to_empty(scan(""))}},
      {"partition_bytes_max",
       double(partition),
       "the partition key has 2049 bytes",
       {to_empty(get(text(partition + 1))), to_empty(query(text(partition + 1))),
        to_empty(put(text(partition + 1), 1))},
       {to_empty(get(text(partition))), to_empty(put(text(partition), 1))}},
      {"empty_sort",
       0,
       "the sort key of \"a\" is empty",
       {[] {
         (void)Key{"a", ""};
       }},
       {}},
      {"sort_bytes_max",
       double(sort),
       "the sort key has 1025 bytes",
       {to_empty(get({"a", text(sort + 1)})), to_empty(erase({"a", text(sort + 1)}))},
       {to_empty(get({"a", text(sort)}))}},
  };
}

std::vector<Case> of_rows() {
  const std::size_t bytes = limits::row_bytes_max;
  const double infinity = std::numeric_limits<double>::infinity();
  const Update half = Update{}.set("half", text(bytes / 2));
  return {
      {"null_value", 0, "the value is null", {put_value(nullptr)}, {put_value({{"a", nullptr}})}},
      {"empty_field_name", 0, "a field has an empty name", {put_value({{"", 1}})}, {}},
      {"row_bytes_max",
       double(bytes),
       "names and key included",
       {put_value(row_of(bytes + 1)), put_value(text(bytes)), to_row(row_of(bytes / 2 + 9), half),
        to_row(Json::object(), Update{}.set("t", text(bytes / 2)).set("u", text(bytes / 2 + 1))),
        to_empty(together({Write::put(row("a", row_of(bytes + 1)))}))},
       {put_value(row_of(bytes)), to_row(row_of(bytes / 2 - 9), half)}},
      {"nesting_max",
       double(limits::nesting_max),
       "more than 32 levels deep",
       {put_value(nested(limits::nesting_max)), put_value(Json::array({nested(31)})),
        with_condition(Condition::equals("f", nested(limits::nesting_max)))},
       {put_value(nested(limits::nesting_max - 1))}},
      {"number_below",
       limits::number_below,
       "is out of range",
       {put_value({{"n", 1e126}}), put_value({{"n", {-1e200}}}),
        to_row(Json::object(), Update{}.set("n", 1e126)),
        with_condition(Condition::equals("f", 1e126))},
       {put_value({{"n", 9.9e125}}), put_value(-9.9e125)}},
      {"number_min",
       limits::number_min,
       "is out of range",
       {put_value({{"n", 9e-131}})},
       {put_value({{"n", 1e-130}}), put_value({{"n", 0.0}})}},
      {"no_number",
       0,
       "a number in JSON is finite",
       {put_value({{"n", infinity}}), put_value(std::numeric_limits<double>::quiet_NaN()),
        to_row(Json::object(), Update{}.set("n", -infinity)),
        with_condition(Condition::less("f", infinity))},
       {}},
  };
}

std::vector<Case> of_paths() {
  return {
      {"empty_path",
       0,
       "empty",
       {to_row({{"f", 1}}, Update{}.set("", 1)), to_row({{"f", 1}}, Update{}.remove("f.")),
        to_row({{"f", 1}}, Update{}.add("a..b", 1)), with_condition(Condition::equals("", 1)),
        with_condition(Condition::lacks("")), with_condition(Condition::has(".f"))},
       {}},
      {"bracket_in_path",
       0,
       "has a bracket",
       {to_row({{"l", {1}}}, Update{}.set("l[0]", 1)), with_condition(Condition::has("l[0]"))},
       {put_value({{"l[0]", 1}})}},
      {"path_twice",
       0,
       "is there twice",
       {to_row({{"f", 1}}, Update{}.set("f", 1).set("f", 2)),
        to_row({{"f", 1}}, Update{}.add("f", 1).set("g", 1).remove("f"))},
       {to_row({{"f", 1}}, Update{}.set("f", 1).set("ff", 2))}},
      {"overlapping_paths",
       0,
       "overlap",
       {to_row({{"f", 1}}, Update{}.set("f", Json::object()).set("f.g", 2)),
        to_row({{"f", {{"g", 1}}}}, Update{}.add("f.g", 1).set("f-g", 1).remove("f"))},
       {to_row({{"f", Json::object()}}, Update{}.set("f.g", 1).set("f.h", 2).set("fg", 1))}},
      {"missing_parent",
       0,
       "is invalid for update",
       {to_row({{"f", 1}}, Update{}.set("g.h", 1)), to_row({{"f", 1}}, Update{}.remove("f.h"))},
       {to_row({{"f", Json::object()}}, Update{}.remove("f.h"))}},
  };
}

std::vector<Case> of_values() {
  const Json row{{"n", INT64_MAX}, {"word", "a"}, {"words", {"a"}}, {"mixed", {"a", 1}}};
  const auto insert = [&](const Json& element) {
    return to_row(row, Update{}.insert("f", element));
  };
  return {
      {"add_to_no_number", 0, "it is no number", {to_row(row, Update{}.add("word", 1))}, {}},
      {"sum_too_large",
       0,
       "does not fit into 64 bits",
       {to_row(row, Update{}.add("n", 1))},
       {to_row(row, Update{}.add("n", 0))}},
      {"insert_into_no_set",
       0,
       "cannot insert into",
       {to_row(row, Update{}.insert("word", "a")), to_row(row, Update{}.insert("words", 1)),
        to_row(row, Update{}.insert("mixed", 1))},
       {to_row(row, Update{}.insert("words", "b"))}},
      {"inserted_kind",
       0,
       "cannot insert",
       {insert(true), insert(nullptr), insert(Json::array()), insert(Json::object())},
       {insert(1), insert(1.5), insert("a"), insert("")}},
      {"no_order",
       0,
       "DynamoDB orders numbers and texts only",
       {with_condition(Condition::less("f", true)), with_condition(Condition::less("f", nullptr)),
        with_condition(Condition::less("f", Json::array())),
        with_condition(Condition::less("f", Json::object()))},
       {with_condition(Condition::less("f", 1)), with_condition(Condition::less("f", "a"))}},
      {"operators_max",
       double(limits::operators_max),
       "operators and functions",
       {with_condition(operators(limits::operators_max + 1)),
        to_empty(update("a", functions(limits::operators_max + 1)))},
       {with_condition(operators(limits::operators_max - 1)),
        to_empty(update("a", functions(limits::operators_max)))}},
  };
}

}  // namespace

std::vector<Case> of_the_store() {
  std::vector<Case> all = of_keys();
  for (const auto& cases : {of_rows(), of_paths(), of_values()})
    all.insert(all.end(), cases.begin(), cases.end());
  return all;
}

}  // namespace limit_cases
