#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "eda/detail/text.hpp"
#include "eda/event.hpp"

namespace eda {
namespace {

/// Returns "3:14", the line and column of the character that contains byte `position` (from 1).
std::string line_and_column(std::string_view text, std::size_t position) {
  const std::string_view before = text.substr(0, position > 0 ? position - 1 : 0);
  const std::string_view line = before.substr(before.find_last_of('\n') + 1);
  const auto starts_character = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  };
  return fmt::format("{}:{}", 1 + std::ranges::count(before, '\n'),
                     1 + std::ranges::count_if(line, starts_character));
}

/// Shortens a message of nlohmann_json, which begins with its own name and position, and repeats
/// the token whatever its length:
/// "[json.exception.parse_error.101] parse error at line 1, column 6: what; last read: 'token'".
std::string without_frame(std::string what, const std::string& token) {
  what.erase(0, what.find("] ") + 2);
  if (what.starts_with("parse error")) what.erase(0, what.find(": ") + 2);
  const std::string in_its_quotes = '\'' + token + '\'';
  const std::size_t at = what.find(in_its_quotes);
  if (at != std::string::npos) what.replace(at, in_its_quotes.size(), detail::in_quotes(token));
  return what;
}

/// Finds flaws in JSON text that the parsed value does not show: the place of a syntax error, and
/// members given twice, of which the parser keeps the last. RFC 8259 does not define the meaning of
/// such a member, so two readers of one event could see two facts.
class Proofreader final : public Json::json_sax_t {
 public:
  Proofreader(std::string_view text, std::string_view where) : text_{text}, where_{where} {}

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(Json::number_integer_t) override { return true; }
  bool number_unsigned(Json::number_unsigned_t) override { return true; }
  bool number_float(Json::number_float_t, const std::string&) override { return true; }
  bool string(std::string&) override { return true; }
  bool binary(Json::binary_t&) override { return true; }
  bool start_object(std::size_t) override { return names_.emplace_back(), true; }
  bool end_object() override { return names_.pop_back(), true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }

  /// CloudEvents 1.0.2, section "Context Attributes": each at most once. The same holds in `data`.
  bool key(std::string& name) override {
    if (not names_.back().insert(name).second)
      throw InvalidEvent{
          fmt::format("{}: {} is given twice; once is allowed", where_, detail::in_quotes(name))};
    return true;
  }

  bool parse_error(std::size_t position, const std::string& token,
                   const Json::exception& error) override {
    throw InvalidEvent{fmt::format("{}:{}: {}", where_, line_and_column(text_, position),
                                   without_frame(error.what(), token))};
  }

 private:
  std::string_view text_;
  std::string_view where_;
  std::vector<std::set<std::string>> names_;  ///< of the objects that are open
};

/// Rejects a byte order mark and a NUL byte, which the parser of nlohmann_json accepts silently.
void check_ends(std::string_view text, std::string_view where) {
  if (text.starts_with("\xEF\xBB\xBF"))
    throw InvalidEvent{fmt::format(
        "{}:1:1: the text begins with a byte order mark; save it as UTF-8 without one", where)};
  // The parser takes a NUL for the end of the text. It has already refused one inside the value.
  const std::size_t nul = text.find('\0');
  if (nul != std::string_view::npos)
    throw InvalidEvent{fmt::format("{}:{}: a NUL byte; nothing may follow the event", where,
                                   line_and_column(text, nul + 1))};
}

}  // namespace

Event event_from_text(std::string_view text, std::string_view where) {
  Proofreader proofreader{text, where};
  Json::sax_parse(text, &proofreader);
  check_ends(text, where);
  return event_from_json(Json::parse(text), where);
}

}  // namespace eda
