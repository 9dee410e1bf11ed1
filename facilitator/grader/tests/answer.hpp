#pragma once

#include <string>
#include <vector>

/// Text of answers in the grader's tests: attacks and oddities.

std::vector<std::string> split(const std::string& text, char by);

struct Places {
  std::string root, outside, shm;
};
/// Returns `text` with @ROOT@, @OUTSIDE@ and @SHM@ replaced, and @REPEAT n line@ replaced by n
/// lines, in which # is the number of the line.
std::string filled_in(std::string text, const Places& places);
