#include "answers/wrong_answer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "answers/whole.hpp"
#include "results/json_file.hpp"

namespace answers {

namespace fs = std::filesystem;

WrongAnswer wrong_answer_in(const Header& header) {
  const std::string visible = header.text("Visible");
  if (!visible.empty() && visible != "fails")
    throw results::BadInput{
        fmt::format("{}: \"Visible\" must be fails or be left out, is {}", header.file, visible)};
  return {.name = fs::path{header.file}.stem().string(),
          .mistake = header.needed("Mistake"),
          .finding = header.text("Finding"),
          .passes_visible_order_tests = visible.empty(),
          .rejected_by = header.needed("Rejected by"),
          .hint = header.needed("Hint")};
}

WrongAnswer read_wrong_answer(const fs::path& root, const fs::path& file) {
  const std::string name = shown_below(root, file);
  return wrong_answer_in(read_header(lines_of(read_text(file, name)), name));
}

std::vector<fs::path> wrong_answer_files(const fs::path& root, const std::string& folder) {
  std::vector<fs::path> files;
  const fs::path wrong = root / "facilitator" / folder / "wrong";
  if (!exists(wrong)) return files;
  for (const auto& entry : fs::directory_iterator{wrong})
    if (entry.path().extension() == edit_extension) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

std::vector<WrongAnswer> wrong_answers(const fs::path& root, const std::string& folder) {
  std::vector<WrongAnswer> all;
  for (const fs::path& file : wrong_answer_files(root, folder))
    all.push_back(read_wrong_answer(root, file));
  return all;
}

}  // namespace answers
