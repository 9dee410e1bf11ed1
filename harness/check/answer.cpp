#include "check/answer.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "check/answer_text.hpp"
#include "check/session.hpp"

namespace check {
namespace {

namespace fs = std::filesystem;

/// The files and what has been read of them.
struct Answer {
  DataFiles files{};
  std::map<std::string, std::string> texts{};
  std::map<std::string, Json> documents{};
};

Answer& answer() {
  static Answer answer;
  return answer;
}

[[noreturn]] void fail_with(const std::string& message) {
  ADD_FAILURE() << message;
  end_test();
}

bool is_json(const std::string& name) { return name.ends_with(".json"); }

/// Returns the full name of a file, or that of the only document if `file` is empty. A wrong name
/// is an error of the test.
std::string name_of(std::string_view file) {
  const std::vector<std::string>& names = answer().files.names;
  std::string found{file};
  if (file.empty()) {
    const auto first = std::ranges::find_if(names, is_json);
    found = first == names.end() ? "*.json" : *first;
    if (std::ranges::count_if(names, is_json) > 1)
      fail_with("The answer has several documents; document() and part() need the name of one: " +
                fmt::format("{}.", fmt::join(names, ", ")));
  }
  if (std::ranges::count(names, found) == 0)
    fail_with(fmt::format("The answer has no file of data with the name {}; it has: {}.", found,
                          names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "))));
  return found;
}

std::string shown(const std::string& name) { return answer().files.shown_below + name; }

const std::string& read_text(const std::string& name) {
  std::map<std::string, std::string>& texts = answer().texts;
  if (const auto read = texts.find(name); read != texts.end()) return read->second;
  const DataFiles& files = answer().files;
  const bool is_replaced = !files.instead.empty() && exists(files.instead / name);
  const fs::path file = (is_replaced ? files.instead : files.folder) / name;
  return texts.emplace(name, read_answer_text(file, shown(name))).first->second;
}

const Json& read_document(const std::string& name) {
  std::map<std::string, Json>& documents = answer().documents;
  if (const auto read = documents.find(name); read != documents.end()) return read->second;
  return documents.emplace(name, document_from(read_text(name), shown(name))).first->second;
}

bool is_of(Kind kind, const Json& value) {
  switch (kind) {
    case Kind::any:
      return true;
    case Kind::text:
      return value.is_string();
    case Kind::number:
      return value.is_number();
    case Kind::flag:
      return value.is_boolean();
    case Kind::list:
      return value.is_array();
    case Kind::object:
      return value.is_object();
  }
  return false;
}

std::string to_text(Kind kind) {
  constexpr std::array<const char*, 6> names{"a value",       "a text", "a number",
                                             "true or false", "a list", "an object"};
  return names.at(std::size_t(kind));
}

/// Returns the JSON of `value`, cut where it is long.
std::string beginning_of(const Json& value) {
  constexpr std::size_t shown_max = 80;
  const std::string json = value.dump(-1, ' ', true);  // escapes all that is not ASCII
  return json.size() <= shown_max ? json : json.substr(0, shown_max) + "...";
}

}  // namespace

const std::string& text(std::string_view file) {
  const std::string name = name_of(file);
  try {
    return read_text(name);
  } catch (const Unreadable& error) {
    fail_with(error.what());
  }
}

const Json& document(std::string_view file) {
  const std::string name = name_of(file);
  try {
    return read_document(name);
  } catch (const Unreadable& error) {
    fail_with(error.what());
  }
}

const Json& part(std::string_view pointer, Kind kind, std::string_view file) {
  const Json& whole = document(file);
  const Json::json_pointer place{std::string{pointer}};
  const std::string name = shown(name_of(file));
  if (!whole.contains(place))
    fail_with(fmt::format("{}: {} is missing; it must be {}.", name, pointer, to_text(kind)));
  const Json& value = whole.at(place);
  if (value.is_null())
    fail_with(fmt::format("{}: {} is null, so it is still open; it must be {}.", name, pointer,
                          to_text(kind)));
  if (!is_of(kind, value))
    fail_with(fmt::format("{}: {} must be {}, is {}.", name, pointer, to_text(kind),
                          beginning_of(value)));
  return value;
}

void set_data_files(DataFiles files) {
  answer() = {};
  answer().files = std::move(files);
}

void replace_data_files(const fs::path& instead) {
  answer().texts.clear();
  answer().documents.clear();
  answer().files.instead = instead;
  answer().files.shown_below.clear();
}

std::vector<std::string> unreadable_files() {
  std::vector<std::string> sentences;
  for (const std::string& name : answer().files.names) {
    try {
      if (is_json(name))
        read_document(name);
      else
        read_text(name);
    } catch (const Unreadable& error) {
      sentences.emplace_back(error.what());
    }
  }
  return sentences;
}

AnswerOfThisProgram::AnswerOfThisProgram(const char* folder, std::vector<std::string> names) {
  const fs::path path{folder};
  const std::string shown_below =
      (path.parent_path().filename() / path.filename()).generic_string() + "/";
  set_data_files({.folder = path, .names = std::move(names), .shown_below = shown_below});
}

}  // namespace check
