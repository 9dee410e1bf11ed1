#pragma once

#include <string>

#include "eda/json.hpp"

namespace grader {

/// Parses an answer that is data, not code: one JSON document (RFC 8259) in UTF-8, at most 64
/// levels deep, without duplicate names in an object. Throws Stopped with the position of an error.
eda::Json document_in(const std::string& text);

}  // namespace grader
