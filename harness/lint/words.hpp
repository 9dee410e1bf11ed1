#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lint {

/// Lower-case words of a name or a phrase.
using Words = std::vector<std::string>;

/// Splits a name in any spelling: "orderKey", "ORDER_KEY", "order-key" and "order key" -> order,
/// key.
Words words_of(std::string_view name);

/// "addresses" -> "address", "queries" -> "query". Other words are unchanged.
std::string singular(const std::string& word);

/// True if a run of `words` that ends with the last one reads like `phrase`, with or without blanks
/// and in singular or plural: "line item" ends firstLineitem and line_items.
bool ends_with(const Words& words, const Words& phrase);

/// True if `words` end with one of `phrases`.
bool ends_with_one_of(const Words& words, const std::vector<Words>& phrases);

/// True if any run of `words` reads like `phrase`.
bool has(const Words& words, const Words& phrase);

/// "order key"
std::string joined(const Words& words);

}  // namespace lint
