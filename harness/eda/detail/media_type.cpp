#include "eda/detail/media_type.hpp"

#include <cstddef>
#include <string>

namespace eda::detail {
namespace {

bool is_printable_ascii(char c) { return c >= 0x20 && c <= 0x7E; }

// RFC 2045, section 5.1, `token`: printable ASCII without space and tspecials.
bool is_token_character(char c) {
  constexpr std::string_view excluded = " ()<>@,;:\\\"/[]?=";
  return is_printable_ascii(c) && excluded.find(c) == std::string_view::npos;
}

/// Reads a media type from left to right. Each step returns true if it found its part.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_{text} {}

  bool is_over() const { return at_ == text_.size(); }

  bool step_over(char c) {
    const bool found = not is_over() && text_[at_] == c;
    if (found) ++at_;
    return found;
  }

  void skip_spaces() {
    while (step_over(' ')) continue;
  }

  bool token() {
    const std::size_t begin = at_;
    while (not is_over() && is_token_character(text_[at_])) ++at_;
    return at_ > begin;
  }

  bool quoted_string() {
    if (not step_over('"')) return false;
    while (not is_over() && text_[at_] != '"') {
      step_over('\\');
      if (is_over() || not is_printable_ascii(text_[at_])) return false;
      ++at_;
    }
    return step_over('"');
  }

  bool parameter() {
    if (not step_over(';')) return false;
    skip_spaces();
    return token() && step_over('=') && (token() || quoted_string());
  }

  std::string stuck() const {
    return holds(text_, at_,
                 "a media type looks like application/json or text/plain; charset=utf-8");
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Flaw flaw_in_media_type(std::string_view text) {
  Walk walk{text};
  if (not(walk.token() && walk.step_over('/') && walk.token())) return walk.stuck();
  while (not walk.is_over()) {
    walk.skip_spaces();
    if (not walk.parameter()) return walk.stuck();
  }
  return {};
}

}  // namespace eda::detail
