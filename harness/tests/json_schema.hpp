#pragma once

#include <string>

#include "eda/json.hpp"

/// JSON Schema, checked by valijson, an independent implementation. Its headers take seconds to
/// compile, so one file includes them.
namespace json_schema {

/// Returns the validator's complaints about `document`; empty: it is valid.
std::string complaints_about(const eda::Json& document, const eda::Json& schema);

}  // namespace json_schema
