#include "answers/whole.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "answers/edit.hpp"
#include "results/activity.hpp"
#include "results/json_file.hpp"

namespace answers {
namespace {

namespace fs = std::filesystem;

/// Returns the answer without its header and without the empty lines below it.
Lines without_header(const Lines& lines, const Header& header) {
  if (header.lines.empty()) return lines;
  auto begin = lines.begin() + std::ptrdiff_t(header.lines.size());
  while (begin != lines.end() && begin->empty()) ++begin;
  return {begin, lines.end()};
}

fs::path base_of(const Header& header, const fs::path& root) {
  const fs::path base = header.needed("Base");
  const bool is_below = base.is_relative() && std::ranges::count(base, fs::path{".."}) == 0;
  if (!is_below)
    throw results::BadInput{fmt::format("{}: \"Base\" must be a path from the kit's folder, is {}",
                                        header.file, base.generic_string())};
  return root / base;
}

struct Read {
  Header header;
  Lines body;
};

/// Reads an answer and adds all files that it reads to `read`.
Read read_answer(const fs::path& root, const fs::path& file, std::vector<fs::path>& read) {
  const std::string name = shown_below(root, file);
  if (std::ranges::count(read, file) > 0)
    throw results::BadInput{fmt::format("{}: is a base of itself", name)};
  read.push_back(file);
  const Lines lines = lines_of(read_text(file, name));
  Header header = read_header(lines, name);
  if (file.extension() != edit_extension) {
    Lines body = without_header(lines, header);
    return {std::move(header), std::move(body)};
  }
  const std::vector<Hunk> hunks = read_hunks({name, lines}, header.lines.size());
  const fs::path base = base_of(header, root);
  if (!exists(base))
    throw results::BadInput{fmt::format("{}: there is no base {}", name, shown_below(root, base))};
  const Read below = read_answer(root, base, read);
  return {std::move(header), apply(hunks, {shown_below(root, base), below.body}, name)};
}

/// Returns the file of the answer that an answer with this last base replaces.
std::string replaced_by(const fs::path& last, const std::vector<std::string>& files,
                        const fs::path& solutions, const std::string& shown_as) {
  std::vector<std::string> alike;
  for (const std::string& file : files) {
    if (last == solutions / file || files.size() == 1) return file;
    if (fs::path{file}.extension() == last.extension()) alike.push_back(file);
  }
  if (alike.size() != 1)
    throw results::BadInput{fmt::format("{}: replaces which file? Choose its base from {}",
                                        shown_as, fmt::join(files, ", "))};
  return alike.front();
}

}  // namespace

Files files_of_answer(const fs::path& root, const std::string& folder, const fs::path& file) {
  const std::vector<std::string> names = results::read_activity(root, folder).files;
  const fs::path solutions = root / "solutions" / folder;
  const Whole whole = whole_answer(root, file);
  const std::string replaced =
      replaced_by(whole.read.back(), names, solutions, shown_below(root, file));
  Files files;
  for (const std::string& name : names)
    files[name] = name == replaced
                      ? whole.text
                      : read_text(solutions / name, shown_below(root, solutions / name));
  return files;
}

Files files_of_skeleton(const fs::path& root, const std::string& folder) {
  Files files;
  for (const std::string& name : results::read_activity(root, folder).files) {
    const fs::path file = root / "harness" / "skeletons" / folder / (name + ".in");
    files[name] = read_text(file, shown_below(root, file));
  }
  return files;
}

std::string shown_below(const fs::path& root, const fs::path& file) {
  const fs::path below = file.lexically_relative(root);
  const bool is_below = !below.empty() && *below.begin() != "..";
  return (is_below ? below : file).generic_string();
}

Whole whole_answer(const fs::path& root, const fs::path& file) {
  Whole whole;
  const auto [header, body] = read_answer(root, file, whole.read);
  whole.header = header;
  if (file.extension() == edit_extension) {
    const bool is_code = results::is_code(whole.read.back().string());
    whole.text = (is_code ? text_of(header.lines) + "\n" : "") + text_of(body);
  } else {
    whole.text = read_text(file, header.file);
  }
  return whole;
}

}  // namespace answers
