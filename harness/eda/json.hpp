#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace eda::detail {

// What the literals "…"_json and "…"_json_pointer come to.
nlohmann::json parse_literal(const char* text, std::size_t length);
nlohmann::json_pointer<std::string> parse_pointer_literal(const char* text, std::size_t length);

}  // namespace eda::detail

// The library defines these literals outside of any template, so every file that includes it has
// the whole parser instantiated: a fifth of what it takes to compile an answer. Here they become
// calls, and their own bodies those of templates that nobody uses. Other versions of the library
// may spell them otherwise, and only compile more slowly.
#if NLOHMANN_JSON_VERSION_MAJOR == 3 && NLOHMANN_JSON_VERSION_MINOR == 11
#define _json(text, length)                                        \
  _json(text, length) { return eda::detail::parse_literal(s, n); } \
  template <typename Nobody>                                       \
  nlohmann::json not_instantiated(text, length)
#define _json_pointer(text, length)                                                \
  _json_pointer(text, length) { return eda::detail::parse_pointer_literal(s, n); } \
  template <typename Nobody>                                                       \
  nlohmann::json::json_pointer not_instantiated_either(text, length)
#endif
#include <nlohmann/json.hpp>
#undef _json
#undef _json_pointer

namespace eda {

/// A JSON value. Objects keep their members sorted by name, so equal values print alike.
using Json = nlohmann::json;

}  // namespace eda
