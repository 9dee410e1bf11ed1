#include "eda/detail/base64.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>

namespace eda::detail {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::size_t padding_of(std::string_view text) {
  return text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
}

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string text;
  for (; not bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(3, bytes.size()))) {
    const std::size_t taken = std::min<std::size_t>(3, bytes.size());
    unsigned bits = 0;
    for (std::size_t i = 0; i < 3; ++i)
      bits = bits << 8 | (i < taken ? static_cast<unsigned char>(bytes[i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i)
      text += i <= taken ? alphabet[bits >> (18 - 6 * i) & 0x3F] : '=';
  }
  return text;
}

Flaw flaw_in_base64(std::string_view text) {
  const std::size_t padding = padding_of(text);
  const std::size_t digits = text.size() - padding;
  const std::size_t stranger = text.substr(0, digits).find_first_not_of(alphabet);
  if (stranger != std::string_view::npos)
    return holds(text, stranger, "base64 allows A-Z, a-z, 0-9, + and /, with = at the end");
  if (text.size() % 4 != 0)
    return holds(text, text.size(), "base64 comes in groups of four, the last filled up with =");
  const std::size_t unused_bits = padding == 2 ? 0x0F : padding == 1 ? 0x03 : 0;
  if (padding > 0 && (alphabet.find(text[digits - 1]) & unused_bits) != 0)
    return holds(text, digits - 1, "the bits that base64 does not use there must be zero");
  return {};
}

std::string from_base64(std::string_view text) {
  assert(not flaw_in_base64(text) && "from_base64() needs strict base64");
  std::string bytes;
  for (std::size_t group = 0; group < text.size(); group += 4) {
    std::size_t bits = 0;
    for (const char digit : text.substr(group, 4))
      bits = bits << 6 | (digit == '=' ? 0 : alphabet.find(digit));
    for (const int shift : {16, 8, 0}) bytes += static_cast<char>(bits >> shift & 0xFF);
  }
  bytes.resize(bytes.size() - padding_of(text));
  return bytes;
}

}  // namespace eda::detail
