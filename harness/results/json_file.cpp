#include "results/json_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace results {

Json read_json(const std::filesystem::path& file, const std::string& shown_as) {
  std::ifstream stream{file, std::ios::binary};
  if (!stream) throw BadInput{fmt::format("{}: cannot be read", shown_as)};
  const std::string text{std::istreambuf_iterator<char>{stream}, {}};
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    const auto end = text.begin() + std::min(error.byte, text.size());
    const auto line = 1 + std::count(text.begin(), end, '\n');
    throw BadInput{fmt::format("{}:{}: this is not JSON: {}", shown_as, line, error.what())};
  }
}

Fields read_fields(const std::filesystem::path& file, const std::string& shown_as) {
  return Fields{read_json(file, shown_as), shown_as};
}

Fields::Fields(const Json& value, std::string where)
    : object_{std::make_shared<const Json>(value)}, where_{std::move(where)} {
  if (!value.is_object()) {
    throw BadInput{fmt::format("{}: must be an object, is {}", where_, value.dump())};
  }
}

bool Fields::has(const std::string& name) const { return object_->contains(name); }

void Fields::complain(const std::string& name, const std::string& must) const {
  const std::string is = has(name) ? "is " + object_->at(name).dump() : "is missing";
  throw BadInput{fmt::format("{}: \"{}\" must be {}, {}", where_, name, must, is)};
}

const Json& Fields::at(const std::string& name, const std::string& must) const {
  if (!has(name)) complain(name, must);
  return object_->at(name);
}

std::string Fields::text(const std::string& name) const {
  const std::string must = "a text";
  const Json& value = at(name, must);
  if (!value.is_string() || value.get<std::string>().empty()) complain(name, must);
  return value.get<std::string>();
}

int Fields::number(const std::string& name, int min, int max) const {
  const std::string must = fmt::format("a whole number from {} to {}", min, max);
  const Json& value = at(name, must);
  if (!value.is_number_integer() || value < min || value > max) complain(name, must);
  return value.get<int>();
}

bool Fields::flag(const std::string& name) const {
  const std::string must = "true or false";
  const Json& value = at(name, must);
  if (!value.is_boolean()) complain(name, must);
  return value.get<bool>();
}

std::vector<std::string> Fields::texts(const std::string& name) const {
  const std::string must = "a list of texts";
  const Json& value = at(name, must);
  const auto is_text = [](const Json& element) { return element.is_string(); };
  if (!value.is_array() || !std::ranges::all_of(value, is_text)) complain(name, must);
  return value.get<std::vector<std::string>>();
}

std::vector<Fields> Fields::objects(const std::string& name) const {
  const std::string must = "a list of objects";
  const Json& value = at(name, must);
  if (!value.is_array()) complain(name, must);
  std::vector<Fields> all;
  for (const Json& element : value) all.emplace_back(element, where_ + ": " + name);
  return all;
}

Fields Fields::object(const std::string& name) const {
  return Fields{at(name, "an object"), where_ + ": " + name};
}

std::vector<std::string> Fields::names() const {
  std::vector<std::string> all;
  for (const auto& [name, value] : object_->items()) all.push_back(name);
  return all;
}

void Fields::only(const std::vector<std::string>& allowed) const {
  for (const std::string& name : names()) {
    if (std::ranges::count(allowed, name) == 0) {
      throw BadInput{fmt::format("{}: unknown field \"{}\"; allowed: {}", where_, name,
                                 fmt::join(allowed, ", "))};
    }
  }
}

}  // namespace results
