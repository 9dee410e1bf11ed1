#pragma once

#include <functional>
#include <string>
#include <vector>

namespace workshop {

/// What the place that our words go to can show.
struct Terminal {
  bool unicode = false;  ///< else nothing but ASCII
  bool colour = false;
  bool clears = false;  ///< it can be emptied, and written on anew
};

/// What an environment says of it: nothing of that where there is no terminal or with TERM=dumb, no
/// colour and no unicode with NO_COLOR; unicode where the locale has it. `variable` gives the value
/// of one, null when it is not set.
Terminal terminal(bool is_terminal, const std::function<const char*(const char*)>& variable);

/// The words of `text`, in lines of at most 80 columns. All our characters are one column wide.
std::string wrapped(const std::string& text);

std::size_t columns(const std::string& text);

/// `text` and blanks, up to `wide` columns; what is longer is cut and ends in "..".
std::string padded(const std::string& text, std::size_t wide);

/// "order, timeout"
std::string joined(const std::vector<std::string>& words);

}  // namespace workshop
