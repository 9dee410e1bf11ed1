#include "check/answer_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <set>
#include <string_view>
#include <system_error>
#include <vector>

#include "eda/detail/text.hpp"

namespace check {
namespace {

using eda::Json;

/// Returns "file:line:column" for the byte at `at`.
std::string place_of(std::string_view text, std::size_t at, const std::string& shown_as) {
  const std::string_view before = text.substr(0, at);
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto begins_character = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  };
  return fmt::format("{}:{}:{}", shown_as, 1 + std::ranges::count(before, '\n'),
                     1 + std::ranges::count_if(before.substr(line_begin), begins_character));
}

/// Returns the index of the first byte that is not UTF-8; npos: all of it is.
std::size_t first_foreign_byte(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const eda::detail::Character character = eda::detail::first_character(text.substr(at));
    if (!character.is_utf8) return at;
    at += character.bytes;
  }
  return std::string_view::npos;
}

/// Iterates over the text and keeps how far the parser has read.
class Cursor {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Cursor(const char* at, const char** furthest) : at_{at}, furthest_{furthest} {}
  reference operator*() const { return *at_; }
  Cursor& operator++() {
    *furthest_ = ++at_;
    return *this;
  }
  Cursor operator++(int) {
    const Cursor before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const Cursor& one, const Cursor& other) { return one.at_ == other.at_; }

 private:
  const char* at_;
  const char** furthest_;
};

/// Rejects JSON that parsers accept but read differently, and says what is wrong with other text.
class Strictness final : public Json::json_sax_t {
 public:
  Strictness(std::string_view text, const std::string& shown_as)
      : text_{text}, shown_as_{shown_as}, read_{text.data()} {}

  Cursor begin() { return {text_.data(), &read_}; }
  Cursor end() { return {text_.data() + text_.size(), &read_}; }

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(std::int64_t) override { return true; }
  bool number_unsigned(std::uint64_t) override { return true; }
  bool number_float(double, const std::string& digits) override {
    // the parser makes a whole number that is too large a rounded one
    if (digits.find_first_of(".eE") == std::string::npos) refuse_number(digits);
    return true;
  }
  bool string(std::string&) override { return true; }
  bool binary(Json::binary_t&) override { return true; }
  bool start_object(std::size_t) override {
    opens();
    names_.emplace_back();
    return true;
  }
  bool end_object() override {
    names_.pop_back();
    --depth_;
    return true;
  }
  bool start_array(std::size_t) override {
    opens();
    return true;
  }
  bool end_array() override {
    --depth_;
    return true;
  }
  bool key(std::string& name) override {
    if (names_.back().insert(name).second) return true;
    refuse(begin_of_string(), fmt::format("an object has the name \"{}\" twice", shortened(name)));
  }
  bool parse_error(std::size_t position, const std::string& token,
                   const Json::exception& error) override {
    if (error.id == 406) refuse_number(token);  // a number that is too large
    refuse(std::min(position > 0 ? position - 1 : 0, text_.size()),
           "this is not JSON: " + reason(position, error.what()));
  }

 private:
  [[noreturn]] void refuse(std::size_t at, const std::string& why) const {
    throw Unreadable{fmt::format("{}: {}.", place_of(text_, at, shown_as_), why)};
  }
  [[noreturn]] void refuse_number(const std::string& digits) const {
    const std::size_t at = std::size_t(read_ - text_.data());
    refuse(at - std::min(at, digits.size() + 1),
           fmt::format("the number {} is too large: at most 64 bits", shortened(digits)));
  }

  void opens() {
    if (++depth_ > document_depth_max)
      refuse(std::size_t(read_ - text_.data()) - 1,
             fmt::format("it is nested deeper than {} levels", document_depth_max));
  }

  static std::string shortened(const std::string& text) {
    constexpr std::size_t shown_max = 60;
    if (text.size() <= shown_max) return text;
    std::size_t end = shown_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + "...";
  }

  /// Index of the opening quote of the string that the parser has just read.
  std::size_t begin_of_string() const {
    std::size_t at = std::size_t(read_ - text_.data()) - 1;  // its closing quote
    while (true) {
      at = text_.rfind('"', at - 1);
      std::size_t slashes = 0;
      while (slashes < at && text_[at - 1 - slashes] == '\\') ++slashes;
      if (slashes % 2 == 0) return at;
    }
  }

  /// Returns the parser's reason without its prefix, or our own for the most common mistakes.
  std::string reason(std::size_t position, std::string_view what) const {
    const std::string_view before = text_.substr(0, position > 0 ? position - 1 : 0);
    const std::size_t last = before.find_last_not_of(" \t\r\n");
    const char here = before.size() < text_.size() ? text_[before.size()] : '\0';
    if (last != std::string_view::npos && before[last] == ',' && (here == '}' || here == ']'))
      return fmt::format("a comma must not stand before {}", here);
    if (text_.substr(last == std::string_view::npos ? 0 : last).find("//") == 0 || here == '/')
      return "it has no comments";
    const std::size_t begin = what.find("syntax error");
    if (begin != std::string_view::npos) what.remove_prefix(begin);
    const std::size_t quotes = what.find("; last read: "), expected = what.rfind("; expected ");
    std::string message{what.substr(0, quotes)};  // without the text that it quotes
    if (quotes < expected && expected != std::string_view::npos) message += what.substr(expected);
    return message;
  }

  std::string_view text_;
  const std::string& shown_as_;
  const char* read_;
  int depth_ = 0;
  std::vector<std::set<std::string>> names_;  ///< of each object that is open
};

}  // namespace

std::string text_from(const std::string& bytes, const std::string& shown_as) {
  if (const auto flaw = eda::detail::flaw_in_text_file(bytes, answer_bytes_max))
    throw Unreadable{fmt::format("{} {}.", shown_as, *flaw)};
  if (const std::size_t at = first_foreign_byte(bytes); at != std::string::npos)
    throw Unreadable{
        fmt::format("{}: this is not UTF-8: save it as UTF-8.", place_of(bytes, at, shown_as))};
  std::string text;
  for (std::size_t at = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < bytes.size(); ++at)
    if (bytes[at] != '\r' || bytes[std::min(at + 1, bytes.size() - 1)] != '\n') text += bytes[at];
  return text;
}

std::string read_answer_text(const std::filesystem::path& file, const std::string& shown_as) {
  std::error_code none_there;
  if (!std::filesystem::exists(file, none_there)) throw Unreadable{shown_as + " is missing."};
  if (!std::filesystem::is_regular_file(file, none_there))
    throw Unreadable{shown_as + " is not a regular file."};
  std::ifstream stream{file, std::ios::binary};
  if (!stream) throw Unreadable{shown_as + " cannot be read."};
  std::string bytes(answer_bytes_max + 1, '\0');
  stream.read(bytes.data(), std::streamsize(bytes.size()));
  bytes.resize(std::size_t(stream.gcount()));
  return text_from(bytes, shown_as);
}

Json document_from(const std::string& text, const std::string& shown_as) {
  Strictness strictness{text, shown_as};
  Json::sax_parse(strictness.begin(), strictness.end(), &strictness);
  return Json::parse(text);
}

}  // namespace check
