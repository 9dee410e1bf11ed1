#include "lint/data_file.hpp"

#include <fmt/format.h>

#include <fstream>

#include "lint/vocabulary.hpp"

namespace lint {

eda::Json read_object(const std::filesystem::path& file) {
  std::ifstream stream{file};
  if (not stream) throw InvalidData{fmt::format("{}: the file cannot be read", file.string())};
  try {
    eda::Json json = eda::Json::parse(stream);
    if (not json.is_object())
      throw InvalidData{fmt::format("{}: it must be one JSON object", file.string())};
    return json;
  } catch (const eda::Json::parse_error& error) {
    throw InvalidData{fmt::format("{}: {}", file.string(), error.what())};
  }
}

std::vector<std::string> texts_in(const eda::Json& object, const std::string& name,
                                  const std::string& where, bool may_miss) {
  const auto found = object.find(name);
  if (found == object.end() && may_miss) return {};
  std::vector<std::string> texts;
  bool is_list = found != object.end() && found->is_array();
  if (is_list)
    for (const eda::Json& each : *found) {
      is_list = is_list && each.is_string();
      if (is_list) texts.push_back(each);
    }
  if (not is_list)
    throw InvalidData{fmt::format("{}: \"{}\" must be a list of texts", where, name)};
  return texts;
}

std::vector<Words> phrases(const std::vector<std::string>& texts) {
  std::vector<Words> all;
  for (const std::string& text : texts) all.push_back(words_of(text));
  return all;
}

}  // namespace lint
