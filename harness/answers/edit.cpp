#include "answers/edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <regex>

#include "results/json_file.hpp"

namespace answers {
namespace {

using Kind = Hunk::Kind;

/// Lines of the base, from `begin` up to but not including `end`.
struct Range {
  std::size_t begin = 0, end = 0;
};

[[noreturn]] void refuse(const std::string& edit, const Hunk& hunk, const std::string& why) {
  throw results::BadInput{fmt::format("{}:{}: {}", edit, hunk.line, why)};
}

/// Removes the indentation that all lines of a hunk have in common.
void dedent(Hunk& hunk) {
  std::size_t common = std::string::npos;
  for (const Lines* lines : {&hunk.old_text, &hunk.new_text})
    for (const std::string& line : *lines)
      if (!line.empty()) common = std::min(common, line.find_first_not_of(' '));
  for (Lines* lines : {&hunk.old_text, &hunk.new_text})
    for (std::string& line : *lines)
      if (!line.empty()) line.erase(0, common);
}

void check(const Hunk& hunk, const std::string& edit) {
  if (hunk.kind == Kind::replaces_function) {
    if (!hunk.old_text.empty())
      refuse(edit, hunk,
             "\"@@ replaces … @@\" takes lines \"+ …\" only: they replace the function");
    if (hunk.new_text.empty()) refuse(edit, hunk, "no lines \"+ …\" that replace the function");
    return;
  }
  if (std::ranges::all_of(hunk.old_text, &std::string::empty))
    refuse(edit, hunk,
           "no old text; add lines of the base that go (\"- …\") or stay (two spaces in front)");
  if (hunk.old_text == hunk.new_text) refuse(edit, hunk, "changes nothing");
}

/// The hunk that "@@ in on_fact @@" begins.
Hunk begun_by(const std::string& line, int number, const std::string& edit) {
  static const std::regex scope{R"(@@ (in|replaces) (\w+) @@)"};
  std::smatch match;
  if (!std::regex_match(line, match, scope))
    throw results::BadInput{
        fmt::format("{}:{}: must be \"@@ in FUNCTION @@\" or \"@@ replaces FUNCTION @@\", is {}",
                    edit, number, line)};
  return {.kind = match[1] == "in" ? Kind::in_function : Kind::replaces_function,
          .function = match[2],
          .line = number};
}

void add_line(Hunk& hunk, const std::string& line, const std::string& place) {
  const std::string text = line.size() > 2 ? line.substr(2) : "";
  const bool is_marked = line.size() == 1 || line[1] == ' ';
  if (line.front() == '-' && is_marked) {
    hunk.old_text.push_back(text);
  } else if (line.front() == '+' && is_marked) {
    hunk.new_text.push_back(text);
  } else if (line.starts_with("  ")) {
    hunk.old_text.push_back(text);
    hunk.new_text.push_back(text);
  } else {
    throw results::BadInput{fmt::format(
        "{}: must begin with \"- \" (goes), \"+ \" (comes) or two spaces (stays), is \"{}\"", place,
        line)};
  }
}

std::string quoted(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += "\n    " + line;
  return text;
}

/// Returns the indentation of `text` if it stands at line `at` of the base.
std::optional<std::size_t> indentation_at(const Lines& base, std::size_t at, const Lines& text) {
  std::optional<std::size_t> indentation;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string& line = base[at + i];
    if (text[i].empty() != line.empty()) return std::nullopt;
    if (text[i].empty()) continue;
    if (!line.ends_with(text[i])) return std::nullopt;
    const std::size_t before = line.size() - text[i].size();
    if (line.find_first_not_of(' ') < before || indentation.value_or(before) != before)
      return std::nullopt;
    indentation = before;
  }
  return indentation;
}

/// Finds functions and structs by their layout: they begin in the first column, and end with the
/// next line that has a brace there, or with a brace in the line in which they begin.
std::vector<Range> definitions_of(const std::string& name, const Lines& base) {
  const std::regex begin{R"(([^(=;]*\b)" + name + R"(\([^;]*|(struct|class|enum) )" + name +
                         R"(\b[^;]*))"};
  std::vector<Range> all;
  for (std::size_t at = 0; at < base.size(); ++at) {
    const std::string& line = base[at];
    if (line.empty() || line.front() == ' ' || line.front() == '#' || line.starts_with("//"))
      continue;
    const std::string declarator = line.substr(0, line.find('{'));
    if (!std::regex_match(declarator, begin)) continue;
    std::size_t end = at;
    const bool is_one_line = line.ends_with('}') || line.ends_with("};");
    if (!is_one_line) {
      do ++end;
      while (end < base.size() && !base[end].starts_with('}'));
    }
    if (end < base.size()) all.push_back({at, end + 1});
  }
  return all;
}

Range function_of(const Hunk& hunk, const Named& base, const std::string& edit) {
  const std::vector<Range> found = definitions_of(hunk.function, base.lines);
  if (found.size() != 1)
    refuse(edit, hunk,
           fmt::format("{} defines {} {} times, must be once", base.name, hunk.function,
                       found.size()));
  return found.front();
}

std::string numbers_of(const std::vector<std::size_t>& places) {
  std::string all;
  for (const std::size_t at : places) all += fmt::format("{}{}", all.empty() ? "" : ", ", at + 1);
  return all;
}

/// Returns the lines of the base that hold the hunk's old text.
Range place_of(const Hunk& hunk, const Named& base, const std::string& edit) {
  Range within{0, base.lines.size()};
  if (hunk.kind != Kind::anywhere) within = function_of(hunk, base, edit);
  if (hunk.kind == Kind::replaces_function) return within;
  const std::size_t size = hunk.old_text.size();
  std::vector<std::size_t> places;
  for (std::size_t at = within.begin; at + size <= within.end; ++at)
    if (indentation_at(base.lines, at, hunk.old_text)) places.push_back(at);
  const std::string where =
      hunk.function.empty() ? base.name : fmt::format("{} of {}", hunk.function, base.name);
  if (places.empty())
    refuse(
        edit, hunk,
        fmt::format("no longer fits: {} does not have this text:{}", where, quoted(hunk.old_text)));
  if (places.size() > 1)
    refuse(edit, hunk,
           fmt::format("{} has this text {} times (lines {}); add lines that stay, or a line "
                       "\"@@ in FUNCTION @@\" above:{}",
                       where, places.size(), numbers_of(places), quoted(hunk.old_text)));
  return {places.front(), places.front() + size};
}

Lines indented(const Lines& lines, std::size_t by) {
  Lines all;
  for (const std::string& line : lines)
    all.push_back(line.empty() ? line : std::string(by, ' ') + line);
  return all;
}

}  // namespace

std::vector<Hunk> read_hunks(const Named& edit, std::size_t header_size) {
  std::vector<Hunk> hunks;
  bool is_open = false;
  for (std::size_t i = header_size; i < edit.lines.size(); ++i) {
    const std::string& line = edit.lines[i];
    const int number = int(i) + 1;
    if (line.find_first_not_of(' ') == std::string::npos) {
      is_open = false;
    } else if (line.starts_with("@@")) {
      hunks.push_back(begun_by(line, number, edit.name));
      is_open = true;
    } else {
      if (!is_open) hunks.push_back({.line = number});
      is_open = true;
      add_line(hunks.back(), line, fmt::format("{}:{}", edit.name, number));
    }
  }
  for (Hunk& hunk : hunks) {
    check(hunk, edit.name);
    dedent(hunk);
  }
  if (hunks.empty())
    throw results::BadInput{fmt::format("{}: has a base, but changes nothing in it", edit.name)};
  return hunks;
}

Lines apply(const std::vector<Hunk>& hunks, const Named& base, const std::string& edit_name) {
  struct Placed {
    const Hunk* hunk;
    Range range;
  };
  std::vector<Placed> placed;
  for (const Hunk& hunk : hunks) placed.push_back({&hunk, place_of(hunk, base, edit_name)});
  std::ranges::stable_sort(placed, {}, [](const Placed& each) { return each.range.begin; });

  Lines whole;
  std::size_t done = 0;
  const Hunk* before = nullptr;
  for (const auto& [hunk, range] : placed) {
    if (range.begin < done)
      refuse(edit_name, *hunk,
             fmt::format("overlaps the change in line {}; make them one", before->line));
    whole.insert(whole.end(), base.lines.begin() + std::ptrdiff_t(done),
                 base.lines.begin() + std::ptrdiff_t(range.begin));
    const std::size_t indentation =
        hunk->old_text.empty() ? 0 : *indentation_at(base.lines, range.begin, hunk->old_text);
    std::ranges::move(indented(hunk->new_text, indentation), std::back_inserter(whole));
    done = range.end;
    before = hunk;
  }
  whole.insert(whole.end(), base.lines.begin() + std::ptrdiff_t(done), base.lines.end());
  return whole;
}

}  // namespace answers
