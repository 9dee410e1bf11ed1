#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace eda::detail {

// Implementations of the literals "…"_json and "…"_json_pointer.
nlohmann::json parse_literal(const char* text, std::size_t length);
nlohmann::json_pointer<std::string> parse_pointer_literal(const char* text, std::size_t length);

}  // namespace eda::detail

// The library defines these literals outside of any template, so every file that includes it
// instantiates the whole parser: a fifth of the time to compile an answer. These macros turn the
// literals into calls, and their original bodies into templates that are never instantiated. Other
// versions of the library do without the macros, and answers only compile more slowly.
#if NLOHMANN_JSON_VERSION_MAJOR == 3 && NLOHMANN_JSON_VERSION_MINOR == 11
#define _json(text, length)                                        \
  _json(text, length) { return eda::detail::parse_literal(s, n); } \
  template <typename Unused>                                       \
  nlohmann::json not_instantiated(text, length)
#define _json_pointer(text, length)                                                \
  _json_pointer(text, length) { return eda::detail::parse_pointer_literal(s, n); } \
  template <typename Unused>                                                       \
  nlohmann::json::json_pointer not_instantiated_either(text, length)
#endif
#include <nlohmann/json.hpp>
#undef _json
#undef _json_pointer

namespace eda {

/// A JSON value. Objects keep their members sorted by name, so equal values print alike.
using Json = nlohmann::json;

}  // namespace eda
