#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "protocol/frame.hpp"

namespace grader {

/// Throws ProtocolError unless `object` has these fields and no others. A field whose name ends in
/// '?' may be missing.
void must_have(const Json& object, std::initializer_list<std::string_view> names,
               std::string_view where);

const std::string& text(const Json& object, const char* name);
bool flag(const Json& object, const char* name);
std::int64_t number(const Json& object, const char* name, std::int64_t min, std::int64_t max);
/// Returns an array of at most `count_max` elements. By default only the length of a frame limits
/// it.
const Json& list(const Json& object, const char* name, std::size_t count_max = frame_bytes_max);
/// Returns a text that is one of `words`.
const std::string& word(const Json& object, const char* name,
                        std::initializer_list<std::string_view> words);

}  // namespace grader
