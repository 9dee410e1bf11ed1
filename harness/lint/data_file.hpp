#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "eda/json.hpp"
#include "lint/words.hpp"

namespace lint {

/// Reads a JSON object. Throws InvalidData.
eda::Json read_object(const std::filesystem::path& file);

/// Texts of a list in `object`; empty if it is missing and `may_miss`. Throws InvalidData.
std::vector<std::string> texts_in(const eda::Json& object, const std::string& name,
                                  const std::string& where, bool may_miss = false);

std::vector<Words> phrases(const std::vector<std::string>& texts);

}  // namespace lint
