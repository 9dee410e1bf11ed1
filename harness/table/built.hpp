#pragma once

#include "table/judged.hpp"

namespace table {

/// The file of the answer that is judged.
std::filesystem::path answer_file(const Judged& judged, const JudgedActivity& activity);

/// Keeps a copy of the answer, as harness/cmake/build_answer.cmake does: to be called just before a
/// build. An answer whose text has changed, but which is older than its program, gets a later time,
/// since a build goes by times.
void note_build(const Judged& judged, const JudgedActivity& activity);

/// Whether the answer still has the text with which it was last built.
bool is_as_built(const Judged& judged, const JudgedActivity& activity);

/// Where the program of an activity is; empty: nowhere.
std::filesystem::path built_program(const Judged& judged, const JudgedActivity& activity);

}  // namespace table
