#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "eda/json.hpp"
#include "grade/kit.hpp"

namespace grader {

inline constexpr int document_format = 1;

/// A report document without submissions: who judged, and what.
eda::Json new_document(const std::string& kit, const std::vector<const Kit::Activity*>& activities);

/// The one of two answers that counts; the same one in whatever order they are given.
const eda::Json& better(const eda::Json& one, const eda::Json& other);

/// Several documents as one: what one room with everybody in it would have come to. Throws
/// results::BadInput when one is no such document, or comes from another kit.
eda::Json merged(const std::vector<std::filesystem::path>& files);

/// Sorts what has no order of its own, and says it as text.
std::string text_of_document(eda::Json document);

/// Puts it into `out`, or into report.json where that is a folder or has no ending .json.
void write_document(const eda::Json& document, const std::filesystem::path& out);

}  // namespace grader
