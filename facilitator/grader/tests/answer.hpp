#pragma once

#include <string>
#include <vector>

/// What the grader's tests make of the text of an answer: an attack, an oddity.

std::vector<std::string> split(const std::string& text, char by);

struct Places {
  std::string root, outside, shm;
};
/// `text` with @ROOT@, @OUTSIDE@ and @SHM@ filled in, and @REPEAT n line@ by n lines, in which # is
/// the number.
std::string filled_in(std::string text, const Places& places);
