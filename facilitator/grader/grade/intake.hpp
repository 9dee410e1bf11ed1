#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "grade/kit.hpp"
#include "grade/verdict.hpp"

namespace grader {

inline constexpr off_t answer_bytes_max = 256 * 1024;

/// There is nothing to judge, and nothing wrong with what there is.
struct NotHandedIn : Stopped {
  explicit NotHandedIn(const std::string& sentence) : Stopped{Verdict::not_built, sentence} {}
};

/// The text of one answer, out of what somebody has handed in: the file itself, a folder that holds
/// it, or a whole tree with exercises/NN_name/name.cpp. Nothing else of it is looked at. Throws
/// Stopped.
std::string take_in(const std::filesystem::path& given, const Kit::Activity& activity);

/// The same out of a checkout of the kit: exercises/NN_name/name.cpp and nothing else.
std::string take_in_from_checkout(const std::filesystem::path& checkout,
                                  const Kit::Activity& activity);

/// Where an answer may be in what was handed in, the best place first.
std::vector<std::string> places_of(const Kit::Activity& activity);

/// Throws Stopped when `text` can be no answer, whatever it says.
void check_text(const std::string& text, const std::string& source);

/// The activity whose answer `given` must be, by its name alone. Throws table::BadInput.
const Kit::Activity& activity_of(const std::filesystem::path& given, const Kit& kit);

}  // namespace grader
