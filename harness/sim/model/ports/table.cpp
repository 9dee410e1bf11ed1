#include "sim/model/ports/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "eda/store.hpp"

namespace sim {

using eda::Json;

RowState* TableState::find(int key) {
  const auto row = std::lower_bound(rows.begin(), rows.end(), key,
                                    [](const RowState& r, int k) { return r.key < k; });
  return row != rows.end() && row->key == key ? &*row : nullptr;
}

RowState& TableState::at(int key) {
  if (RowState* row = find(key)) return *row;
  const auto place =
      std::find_if(rows.begin(), rows.end(), [&](const RowState& r) { return r.key > key; });
  return *rows.insert(place, RowState{.key = key});
}

std::vector<int> TableState::write() const {
  if (rows.empty() && tokens.empty() && changes.empty()) return {};
  std::vector<int> out{int(rows.size())};
  for (const RowState& row : rows) {
    out.insert(out.end(), {row.key, row.version, row.value, row.expires, int(row.older.size())});
    out.insert(out.end(), row.older.begin(), row.older.end());
  }
  out.push_back(int(tokens.size()));
  for (const Token& token : tokens)
    out.insert(out.end(), {token.name, token.until_ms, token.writes});
  changes.write(out);
  return out;
}

TableState TableState::read(const std::vector<int>& ints) {
  TableState table;
  if (ints.empty()) return table;
  const int* at = ints.data();
  table.rows.resize(std::size_t(*at++));
  for (RowState& row : table.rows) {
    row.key = *at++;
    row.version = *at++;
    row.value = *at++;
    row.expires = *at++;
    const int count = *at++;
    row.older.assign(at, at + count);
    at += count;
  }
  table.tokens.resize(std::size_t(*at++));
  for (Token& token : table.tokens) {
    token.name = *at++;
    token.until_ms = *at++;
    token.writes = *at++;
  }
  table.changes.read(at);
  return table;
}

namespace {

std::vector<std::string> parts_of(const std::string& path) {
  std::vector<std::string> parts{""};
  for (char c : path) {
    if (c == '.')
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

}  // namespace

const Json* field_at(const Json* value, const std::string& path) {
  for (const std::string& part : parts_of(path)) {
    if (value == nullptr || !value->is_object()) return nullptr;
    const auto found = value->find(part);
    value = found == value->end() ? nullptr : &*found;
  }
  return value;
}

namespace {

/// Returns the object that holds the last part of `path`.
Json& parent_of(Json& value, const std::string& path, const std::vector<std::string>& parts) {
  Json* place = &value;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (!place->is_object() || !place->contains(parts[i]))
      throw eda::InvalidRequest{
          fmt::format("the path \"{}\" is invalid for update: there is no \"{}\" to put it into",
                      path, parts[i])};
    place = &(*place)[parts[i]];
  }
  if (!place->is_object())
    throw eda::InvalidRequest{
        fmt::format("the path \"{}\" is invalid for update: its parent is no object", path)};
  return *place;
}

/// Returns the value of a number. A long double holds each 64-bit integer and each double exactly.
/// The library compares a signed with an unsigned number by their bits.
long double value_of(const Json& number) {
  if (number.is_number_float()) return number.get<double>();
  if (number.is_number_unsigned()) return number.get<std::uint64_t>();
  return number.get<std::int64_t>();
}

bool is_same(const Json& a, const Json& b) {
  if (a.is_number() && b.is_number()) return value_of(a) == value_of(b);
  if (a.type() != b.type() || !a.is_structured()) return a == b;
  if (a.size() != b.size()) return false;
  for (auto in_a = a.begin(), in_b = b.begin(); in_a != a.end(); ++in_a, ++in_b)
    if ((a.is_object() && in_a.key() != in_b.key()) || !is_same(*in_a, *in_b)) return false;
  return true;
}

/// Order of numbers among numbers and of texts among texts, as DynamoDB has it.
bool is_less(const Json& a, const Json& b) {
  if (a.is_number() && b.is_number()) return value_of(a) < value_of(b);
  return a.is_string() && b.is_string() && a < b;
}

bool has_element(const Json& array, const Json& element) {
  return std::any_of(array.begin(), array.end(),
                     [&](const Json& other) { return is_same(other, element); });
}

bool contains(const Json& whole, const Json& part) {
  if (whole.is_string() && part.is_string())
    return whole.get_ref<const std::string&>().find(part.get_ref<const std::string&>()) !=
           std::string::npos;
  return whole.is_array() && has_element(whole, part);
}

void insert_sorted(Json& array, const Json& element, const std::string& path) {
  const auto refuse = [&](std::string_view why) {
    throw eda::InvalidRequest{fmt::format("cannot insert into \"{}\": {}", path, why)};
  };
  if (!array.is_array()) refuse("it is no array");
  for (const Json& other : array)
    if (other.is_number() != element.is_number() || other.is_string() != element.is_string())
      refuse(fmt::format("a DynamoDB set holds one kind, and it holds a {}", other.type_name()));
  std::sort(array.begin(), array.end(), is_less);  // a put may have written it unsorted
  const auto twice = std::adjacent_find(array.begin(), array.end(), is_same);
  if (twice != array.end()) refuse("it holds " + twice->dump() + " twice, so it is no set");
  if (has_element(array, element)) return;
  array.insert(std::upper_bound(array.begin(), array.end(), element, is_less), element);
}

/// Returns `number` + `amount`, if the sum is exact.
Json sum_of(const Json& number, std::int64_t amount, const std::string& path) {
  constexpr double exact_max = 9007199254740992;  // 2^53
  const long double sum = value_of(number) + amount;
  const bool is_exact =
      number.is_number_float() ? std::abs(sum) <= exact_max : sum >= -0x1p63L && sum < 0x1p63L;
  if (!is_exact)
    throw eda::InvalidRequest{fmt::format(
        "cannot add {} to \"{}\": the sum does not fit into 64 bits (DynamoDB has 38 digits, the "
        "kit's numbers have 64 bits)",
        amount, path)};
  if (number.is_number_float()) return number.get<double>() + double(amount);
  return std::int64_t(sum);
}

}  // namespace

std::string key_words(const Json& key) {
  const auto words = [](const Json& part) {
    const std::string& text = part.get_ref<const std::string&>();
    const bool is_plain = text.find_first_of("#\"") == std::string::npos;
    return is_plain ? text : part.dump(-1, ' ', false, Json::error_handler_t::replace);
  };
  const std::string sort = words(key.at(1));
  return words(key.at(0)) + (sort.empty() ? "" : "#" + sort);
}

bool holds(const Json& tests, const Json* value, int version) {
  for (const Json& one : tests) {
    const std::string& test = one.at("test").get_ref<const std::string&>();
    const Json expected = one.value("value", Json{});
    const Json* found =
        one.contains("path") ? field_at(value, one.at("path").get<std::string>()) : value;
    const bool listed = found != nullptr && contains(*found, expected);
    const bool holds = test == "absent"       ? value == nullptr
                       : test == "present"    ? value != nullptr
                       : test == "version_is" ? version == expected.get<int>()
                       : test == "equals"     ? found != nullptr && is_same(*found, expected)
                       : test == "differs"    ? found == nullptr || !is_same(*found, expected)
                       : test == "less"       ? found != nullptr && is_less(*found, expected)
                       : test == "has"        ? found != nullptr
                       : test == "lacks"      ? found == nullptr
                       : test == "contains"   ? listed
                                              : !listed;
    if (!holds) return false;
  }
  return true;
}

Json updated(Json value, const Json& steps) {
  for (const Json& step : steps) {
    const std::string& verb = step.at("do").get_ref<const std::string&>();
    const std::string& path = step.at("path").get_ref<const std::string&>();
    const std::vector<std::string> parts = parts_of(path);
    Json& parent = parent_of(value, path, parts);
    const std::string& last = parts.back();
    const Json argument = step.value("value", Json{});
    if (verb == "set") {
      parent[last] = argument;
    } else if (verb == "set_if_missing") {
      if (!parent.contains(last)) parent[last] = argument;
    } else if (verb == "add") {
      if (!parent.contains(last)) parent[last] = 0;
      if (!parent[last].is_number())
        throw eda::InvalidRequest{fmt::format("cannot add to \"{}\": it is no number", path)};
      parent[last] = sum_of(parent[last], argument.get<std::int64_t>(), path);
    } else if (verb == "insert") {
      if (!parent.contains(last)) parent[last] = Json::array();
      insert_sorted(parent[last], argument, path);
    } else {
      parent.erase(last);
    }
  }
  return value;
}

}  // namespace sim
