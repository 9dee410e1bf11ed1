#include "sim/ports/table.hpp"

#include <fmt/format.h>

#include <algorithm>

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
  for (const Token& token : tokens) out.insert(out.end(), {token.name, token.until_ms});
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

const Json* field(const Json* value, const std::string& path) {
  for (const std::string& part : parts_of(path)) {
    if (value == nullptr || !value->is_object()) return nullptr;
    const auto found = value->find(part);
    value = found == value->end() ? nullptr : &*found;
  }
  return value;
}

/// The object that holds the last part of `path`.
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

void insert_sorted(Json& array, const Json& element, const std::string& path) {
  if (array.is_null()) array = Json::array();
  if (!array.is_array())
    throw eda::InvalidRequest{fmt::format("cannot insert into \"{}\": it is no array", path)};
  if (std::find(array.begin(), array.end(), element) != array.end()) return;
  array.push_back(element);
  std::sort(array.begin(), array.end());  // it may have been written unsorted
}

void add(Json& number, std::int64_t amount) {
  if (number.is_number_float())
    number = number.get<double>() + double(amount);
  else
    number = number.get<std::int64_t>() + amount;
}

/// DynamoDB finds no number below a word, nor a word below a number.
bool is_less(const Json& a, const Json& b) {
  return a.is_number() == b.is_number() && (a.is_number() || a.type() == b.type()) && a < b;
}

}  // namespace

std::string key_words(const Json& key) {
  const std::string sort = key.at(1).get<std::string>();
  return key.at(0).get<std::string>() + (sort.empty() ? "" : "#" + sort);
}

bool holds(const Json& tests, const Json* value, int version) {
  for (const Json& one : tests) {
    const std::string& test = one.at("test").get_ref<const std::string&>();
    const Json expected = one.value("value", Json{});
    const Json* found =
        one.contains("path") ? field(value, one.at("path").get<std::string>()) : value;
    const bool listed = found != nullptr && found->is_array() &&
                        std::find(found->begin(), found->end(), expected) != found->end();
    const bool holds = test == "absent"       ? value == nullptr
                       : test == "present"    ? value != nullptr
                       : test == "version_is" ? version == expected.get<int>()
                       : test == "equals"     ? found != nullptr && *found == expected
                       : test == "differs"    ? found == nullptr || *found != expected
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
      add(parent[last], argument.get<std::int64_t>());
    } else if (verb == "insert") {
      insert_sorted(parent[last], argument, path);
    } else {
      parent.erase(last);
    }
  }
  return value;
}

}  // namespace sim
