#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "eda/json.hpp"
#include "grade/kit.hpp"

namespace grader {

inline constexpr int document_format = 1;

/// Returns a report document without submissions: the kit and the activities.
eda::Json new_document(const std::string& kit, const std::vector<const Kit::Activity*>& activities);

/// Returns the one of two answers that counts, independent of their order.
const eda::Json& better(const eda::Json& one, const eda::Json& other);

/// Merges several documents: returns the document of one room with all their submissions. Throws
/// results::BadInput if one is no report document or comes from another kit.
eda::Json merged(const std::vector<std::filesystem::path>& files);

/// Returns the document as text. Lists without an order of their own are sorted.
std::string text_of_document(eda::Json document);

/// Writes it to `out`, or to `out`/report.json if `out` is a folder or does not end in .json.
void write_document(const eda::Json& document, const std::filesystem::path& out);

}  // namespace grader
