#pragma once

#include <string>

#include "eda/json.hpp"

namespace grader {

/// An answer that is data, not code: one JSON document (RFC 8259), in UTF-8, nested at most 64
/// deep, in which no object has a name twice. Throws Stopped with the place where it is not.
eda::Json document_in(const std::string& text);

}  // namespace grader
