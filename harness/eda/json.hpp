#pragma once

#include <nlohmann/json.hpp>

namespace eda {

/// A JSON value. Objects keep their members sorted by name, so equal values print alike.
using Json = nlohmann::json;

}  // namespace eda
