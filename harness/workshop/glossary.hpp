#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace workshop {

/// A word of the kit or of the field.
struct Entry {
  std::vector<std::string> names;   ///< as written, the usual one first: "dead letter queue", "DLQ"
  std::string text;                 ///< one paragraph
  std::vector<std::string> near{};  ///< other words with that meaning
};

/// The entries of a glossary: a line "## dead letter queue, DLQ", then its paragraph, and perhaps a
/// line "Near: words" before it. Throws results::BadInput when there are none.
std::vector<Entry> read_glossary(const std::filesystem::path& file);

/// The glossary of a checkout.
std::filesystem::path glossary_of(const std::filesystem::path& root);

/// The paragraph on `term`, in lines of at most 80 columns; all terms when it is empty. Case,
/// hyphens, underscores and a plural do not matter. `command` is what the user types for this.
/// Throws BadUsage with the terms that have to do with `term`, if there are any.
std::string explain(const std::vector<Entry>& glossary, const std::string& term,
                    const std::string& command);

}  // namespace workshop
