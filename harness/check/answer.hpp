#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "eda/json.hpp"

/// Files of data in an answer: what a test reads of it. In the grader they are the files that were
/// handed in.
namespace check {

using eda::Json;

/// Returns a JSON document of the answer; without a name, that of its only .json file. If it cannot
/// be read, the test fails and ends with one sentence on file, line and column.
const Json& document(std::string_view file = "");

/// Returns the text of a file of the answer, in UTF-8, with "\n" at the ends of lines. If it cannot
/// be read, the test fails and ends with one sentence.
const std::string& text(std::string_view file);

enum class Kind { any, text, number, flag, list, object };

/// Returns the value at `pointer` ("/owners/fileId", RFC 6901) in a document of the answer. If
/// there is none, or it is null (the skeleton's mark for what is open) or of another kind, the test
/// fails and ends with one sentence. Safe for every document, also {}.
const Json& part(std::string_view pointer, Kind kind = Kind::any, std::string_view file = "");

/// The files of data of an answer.
struct DataFiles {
  std::filesystem::path folder;
  std::vector<std::string> names;   ///< "event_ownership.json"
  std::string shown_below{};        ///< "exercises/01_event_ownership/", in messages
  std::filesystem::path instead{};  ///< folder whose files replace those of the same names
};

/// Sets the files that the functions above read, before the first test.
void set_data_files(DataFiles files);

/// Sets the folder whose files replace those of the same names.
void replace_data_files(const std::filesystem::path& instead);

/// Returns a sentence for each file of data that cannot be read.
std::vector<std::string> unreadable_files();

/// Sets the files of the answer that a program is linked with. CMake generates a source with one.
struct AnswerOfThisProgram {
  AnswerOfThisProgram(const char* folder, std::vector<std::string> names);
};

}  // namespace check
