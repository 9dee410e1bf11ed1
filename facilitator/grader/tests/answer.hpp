#pragma once

#include <string>
#include <vector>

/// What the grader's tests make of the text of an answer: an attack, an oddity.

std::vector<std::string> split(const std::string& text, char by);
/// The comment that an answer begins with, in one line.
std::string head_of(const std::string& text);

/// "// Attack 1: … At most: 20. Must: CRASHED|FAIL" -> "CRASHED|FAIL". Throws std::runtime_error.
std::string must_of(const std::string& text);
/// 20 there; 0 where nothing is said.
int at_most_of(const std::string& text);

/// Tells two texts apart, in every run of every program.
std::string fingerprint(const std::string& text);

struct Places {
  std::string root, outside, shm;
};
/// `text` with @ROOT@, @OUTSIDE@ and @SHM@ filled in, @TEXT path@ by a file of the kit and
/// @REPEAT n line@ by n lines, in which # is the number. Throws std::runtime_error.
std::string filled_in(std::string text, const Places& places);
