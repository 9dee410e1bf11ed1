#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace workshop {

/// Abilities of the terminal, or file, that receives the output.
struct Terminal {
  bool unicode = false;  ///< false: ASCII only
  bool colour = false;
  bool clears = false;  ///< the screen can be cleared
  std::size_t columns = 80;
};

/// Returns the abilities by the environment variables. Without a terminal, or with TERM=dumb, there
/// are none. With NO_COLOR there is no colour and no Unicode. Otherwise the locale decides on
/// Unicode. COLUMNS widens it beyond 80 columns. `variable` returns the value of a variable; null:
/// it is not set.
Terminal terminal(bool is_terminal, const std::function<const char*(const char*)>& variable);

/// Returns `text` in lines of at most 80 columns, with `indent` blanks before each. Each character
/// counts as one column.
std::string wrapped(const std::string& text, std::size_t indent = 0);

std::size_t columns(const std::string& text);

/// Returns `text` padded with blanks to `wide` columns. A longer text is cut and ends in "..".
std::string padded(const std::string& text, std::size_t wide);

/// Returns "273,494".
std::string with_commas(std::uint64_t number);

/// Returns "order, timeout".
std::string joined(const std::vector<std::string>& words);

/// Returns the bytes of a file; empty: it cannot be read.
std::string content_of(const std::filesystem::path& file);

}  // namespace workshop
