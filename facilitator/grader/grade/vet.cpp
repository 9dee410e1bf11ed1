#include "grade/vet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

namespace grader {

namespace {

using Words = std::vector<std::string>;

Words words_of(const std::string& line) {
  std::istringstream stream{line};
  Words words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

bool begins_with_one_of(std::string_view text, std::initializer_list<std::string_view> all) {
  return std::ranges::any_of(all, [&](std::string_view one) { return text.starts_with(one); });
}

/// Functions of the program around the answer. Members of a class of the answer are called
/// otherwise: its own `operator new` is its own affair.
std::string rule_for_symbol(std::string_view name) {
  const bool only_places = begins_with_one_of(name, {"_ZnwmPv", "_ZnamPv", "_ZdlPvS_", "_ZdaPvS_"});
  if (begins_with_one_of(name, {"_Znw", "_Zna", "_Zdl", "_Zda"}) && !only_places)
    return "operator new and delete are the program's: do not replace them for everybody";
  constexpr std::array<std::string_view, 12> of_the_program{"main",  "_start", "__libc_start_main",
                                                            "_init", "_fini",  "exit",
                                                            "_exit", "_Exit",  "abort",
                                                            "read",  "write",  "atexit"};
  if (std::ranges::find(of_the_program, name) != of_the_program.end() ||
      name.starts_with("__cxa_") || name.starts_with("_Unwind_"))
    return "that function is the program's, or the C++ library's";
  if (begins_with_one_of(name, {"_ZN7testing", "_ZNK7testing", "_ZN6grader", "_ZNK6grader"}))
    return "no test and no grader is within reach of an answer";
  return "";
}

std::string rule_for_section(std::string_view name) {
  if (begins_with_one_of(name, {".preinit_array", ".ctors", ".dtors", ".init_array.", ".fini_array",
                                ".init", ".fini"}) &&
      name != ".init_array")
    return "only the compiler says what runs before main() and after it";
  if (name.starts_with(".gnu.warning")) return "no warnings in the linker's name";
  return "";
}

}  // namespace

std::vector<std::string> objections(const std::string& readelf) {
  std::vector<std::string> all;
  const auto object = [&](std::string_view name, const std::string& rule) {
    const std::string sentence = fmt::format("`{}`: {}.", name, rule);
    if (!rule.empty() && std::ranges::find(all, sentence) == all.end()) all.push_back(sentence);
  };
  std::istringstream stream{readelf};
  for (std::string line; std::getline(stream, line);) {
    // "  [ 5] .init_array INIT_ARRAY 0000 …"
    if (const std::size_t end = line.find("] ."); line.starts_with("  [") && end < line.size()) {
      const Words words = words_of(line.substr(end + 1));
      std::string name = words.empty() ? "" : words[0];
      if (name.starts_with(".rel")) name = name.substr(name.starts_with(".rela") ? 5 : 4);
      object(name, rule_for_section(name));
      continue;
    }
    // "     7: 0000000000000000    11 FUNC    GLOBAL DEFAULT    1 main"
    const Words words = words_of(line);
    if (words.size() < 8 || !words[0].ends_with(':')) continue;
    if (words[3] == "IFUNC")
      object(words[7], "an ifunc chooses its code before the program begins: no handler needs one");
    const bool is_defined = words[6] != "UND" && words[3] != "SECTION" && words[3] != "FILE";
    if (is_defined && words[4] != "LOCAL") object(words[7], rule_for_symbol(words[7]));
  }
  return all;
}

}  // namespace grader
