#include "check/given.hpp"

#include <map>

#include "check/answer_text.hpp"

namespace check {
namespace {

std::filesystem::path& folder() {
  static std::filesystem::path folder;
  return folder;
}

const eda::Json& document_at(const std::filesystem::path& file) {
  static std::map<std::filesystem::path, eda::Json> read;
  const auto found = read.find(file);
  if (found != read.end()) return found->second;
  const std::string shown_as = file.generic_string();
  return read.emplace(file, document_from(read_answer_text(file, shown_as), shown_as))
      .first->second;
}

}  // namespace

std::filesystem::path given_file(std::string_view name) { return folder() / name; }

const eda::Json& given(std::string_view name) { return document_at(given_file(name)); }

std::filesystem::path facilitator_file(std::string_view name) {
  const std::filesystem::path root = folder().parent_path().parent_path();
  return root / "facilitator" / folder().filename() / name;
}

const eda::Json& facilitator(std::string_view name) { return document_at(facilitator_file(name)); }

void set_given_folder(const std::filesystem::path& path) {
  folder() = std::filesystem::absolute(path / "").parent_path();
}

GivenToThisProgram::GivenToThisProgram(const char* path) { folder() = path; }

}  // namespace check
