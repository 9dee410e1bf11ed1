#pragma once

#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "eda/json.hpp"

/// Strict readers of files that people hand in: limits on size and depth, and one meaning only.
namespace check {

inline constexpr std::size_t answer_bytes_max = std::size_t{256} * 1024;
inline constexpr int document_depth_max = 64;

/// Thrown for a file of an answer that cannot be read. The message is one sentence with the file,
/// and with line and column (in characters) where there are any.
struct Unreadable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Returns `bytes` as text: without the byte order mark of UTF-8, and with "\n" for "\r\n". Throws
/// Unreadable, which calls it `shown_as`, for text that is not UTF-8, for an empty one, and for one
/// of more than answer_bytes_max bytes.
std::string text_from(const std::string& bytes, const std::string& shown_as);

/// Reads a file, as text_from(). Throws Unreadable also if it is missing or no regular file.
std::string read_answer_text(const std::filesystem::path& file, const std::string& shown_as);

/// Returns the JSON document in `text` (RFC 8259, UTF-8). Throws Unreadable for other text, for
/// values nested deeper than document_depth_max, for a name that occurs twice in an object, and for
/// numbers beyond 64 bits.
eda::Json document_from(const std::string& text, const std::string& shown_as);

}  // namespace check
