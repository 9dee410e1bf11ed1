#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "answers/lines.hpp"
#include "results/json_file.hpp"

namespace facilitator {

/// Returns a file of the kit, with its members in the order of the file. Throws BadInput if it is
/// missing or is not JSON.
inline nlohmann::ordered_json kit_json(const std::filesystem::path& root, const std::string& name) {
  nlohmann::ordered_json json =
      nlohmann::ordered_json::parse(answers::read_text(root / name, name), nullptr, false);
  if (json.is_discarded()) throw results::BadInput{name + ": is not JSON"};
  return json;
}

}  // namespace facilitator
