#pragma once

#include <string>
#include <string_view>
#include <vector>

// Text in columns. Each character of the kit is one column wide and one to four bytes long.
namespace sim {

std::size_t columns(std::string_view text);
/// Number of bytes in the first `width` columns.
std::size_t bytes_of(std::string_view text, std::size_t width);
/// Returns the first `width` columns, with "…" where something is left out.
std::string cut(const std::string& text, std::size_t width);
/// Returns exactly `width` columns.
std::string padded(const std::string& text, std::size_t width);
/// Returns `text` after `first`, in lines of at most `width` columns; further lines begin with
/// `next`. A word is broken only where it is longer than a line.
std::string wrapped(const std::string& text, const std::string& first, const std::string& next,
                    std::size_t width);

}  // namespace sim
