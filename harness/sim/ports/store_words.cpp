#include <fmt/format.h>

#include "sim/ports/store_port.hpp"

namespace sim {

using eda::Json;

namespace {

std::string condition_words(const Json& tests) {
  std::string words;
  for (const Json& one : tests) {
    const std::string test = one.at("test");
    const Json value = one.value("value", Json{});
    const std::string path = one.value("path", std::string{});
    words += words.empty() ? " if " : " and ";
    if (test == "version_is")
      words += value == 0 ? "absent" : fmt::format("v{}", value.get<int>());
    else if (test == "absent" || test == "present")
      words += test;
    else if (test == "has" || test == "lacks")
      words += test + " " + path;
    else
      words += fmt::format("{} {} {}", path,
                           test == "equals"     ? "="
                           : test == "differs"  ? "!="
                           : test == "less"     ? "<"
                           : test == "contains" ? "has"
                                                : "lacks",
                           value.dump());
  }
  return words;
}

std::string write_words(const Json& write) {
  std::string words = write.at("verb").get<std::string>() + " " + key_words(write.at("key"));
  if (write.at("verb") == "update")
    for (const Json& step : write.at("value"))
      words += fmt::format(" {} {}", step.at("do").get<std::string>(),
                           step.at("path").get<std::string>());
  return words + condition_words(write.at("condition"));
}

std::string row_words(const Json& row) {
  return row.at("version") == 0
             ? "nothing there"
             : fmt::format("v{} {}", row.at("version").get<int>(), row.at("value").dump());
}

}  // namespace

std::string StorePort::words(int action) const {
  const Json& json = actions_[action];
  const std::string verb = json.at("do");
  if (verb == "get")
    return "get " + key_words(json.at("key")) + (json.at("strong") ? "" : " (eventual)");
  if (verb == "query" || verb == "scan") return verb + " " + json.at("prefix").get<std::string>();
  if (verb == "expire") return key_words(keys_[json.at("key").get<int>()]) + " expires";
  if (verb == "acknowledge") return "next change";
  std::string words;
  if (verb == "transact") words = "transaction: ";
  if (json.contains("token"))
    words = fmt::format("transaction, token {}: ", json.at("token").get<std::string>());
  for (std::size_t i = 0; i < json.at("writes").size(); ++i)
    words += (i > 0 ? "; " : "") + write_words(json.at("writes")[i]);
  return words;
}

std::string StorePort::told_words(int action, const Json& told) const {
  const std::string verb = actions_[action].at("do");
  if (verb == "get") return row_words(told);
  if (told.is_array()) {
    std::string words = fmt::format("{} row{}", told.size(), told.size() == 1 ? "" : "s");
    for (const Json& row : told)
      words += fmt::format(" {}={}", key_words(row.at("key")), row.at("value").dump());
    return words;
  }
  if (told.contains("invalid")) return told.at("invalid");
  if (told.contains("after")) return "written: " + row_words(told.at("after"));
  return told.is_object() ? told.at("result").get<std::string>() : "";
}

Json StorePort::show(int state) const {
  Json rows = Json::object();
  TableState table = TableState::read(states_[state]);
  for (const RowState& row : table.rows)
    if (row.value != RowState::absent)
      rows[key_words(keys_[row.key])] =
          Json::object({{"version", row.version}, {"value", values_[row.value]}});
  return rows;
}

}  // namespace sim
