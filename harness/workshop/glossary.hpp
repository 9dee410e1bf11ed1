#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace workshop {

/// Term of the kit or of the field.
struct Entry {
  std::vector<std::string> names;   ///< the usual one first: "dead letter queue", "DLQ"
  std::string text;                 ///< one paragraph
  std::vector<std::string> near{};  ///< other words with that meaning
};

/// Reads the entries of a glossary. An entry is a line "## dead letter queue, DLQ", an optional
/// line "Near: words" and a paragraph. Throws results::BadInput if there are no entries.
std::vector<Entry> read_glossary(const std::filesystem::path& file);

/// Path of the glossary of a checkout.
std::filesystem::path glossary_of(const std::filesystem::path& root);

/// Returns the paragraph on `term`, in lines of at most 80 columns; all terms if `term` is empty.
/// Case, hyphens, underscores and a plural do not matter. `command`: the command that the user
/// types for this. Throws BadUsage for an unknown term; the message names related terms.
std::string explain(const std::vector<Entry>& glossary, const std::string& term,
                    const std::string& command);

}  // namespace workshop
