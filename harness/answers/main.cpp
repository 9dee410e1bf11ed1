// answer_files --root KIT whole ANSWER --out FILE [--depfile FILE]: writes an answer as one file
// answer_files --root KIT files ANSWER --activity FOLDER --out DIR: writes all files of an answer
// answer_files --root KIT list: prints a JSON array, a record (and line) for each wrong answer
// answer_files --root KIT notes [--write]: compares the table of wrong turns in each notes.md

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>

#include "answers/lines.hpp"
#include "answers/whole.hpp"
#include "answers/wrong_answer.hpp"
#include "answers/wrong_turns.hpp"
#include "results/json_file.hpp"

namespace {

namespace fs = std::filesystem;

struct Options {
  fs::path root;
  fs::path answer, out, depfile;
  std::string activity;
  bool write = false;
};

/// Returns a path as it is written in a depfile.
std::string escaped(const fs::path& file) {
  std::string all;
  for (const char c : file.generic_string()) {
    if (c == ' ' || c == '#') all += '\\';
    if (c == '$') all += '$';
    all += c;
  }
  return all;
}

/// Leaves a file with the same text alone, so that it is not compiled again.
void write_if_changed(const fs::path& file, const std::string& text) {
  if (exists(file) && answers::read_text(file, file.string()) == text) return;
  answers::write_text(file, text);
}

int write_files(const Options& options) {
  for (const auto& [name, text] :
       answers::files_of_answer(options.root, options.activity, options.answer))
    write_if_changed(options.out / name, text);
  return 0;
}

int write_whole(const Options& options) {
  const answers::Whole whole = answers::whole_answer(options.root, options.answer);
  write_if_changed(options.out, whole.text);
  if (options.depfile.empty()) return 0;
  std::string needs;
  for (const fs::path& file : whole.read) needs += " " + escaped(file);
  answers::write_text(options.depfile, escaped(options.out) + ":" + needs + "\n");
  return 0;
}

std::vector<std::string> activities_of(const fs::path& root) {
  std::vector<std::string> folders;
  for (const auto& entry : fs::directory_iterator{root / "exercises"})
    if (exists(entry.path() / "activity.json")) folders.push_back(entry.path().filename().string());
  std::ranges::sort(folders);
  return folders;
}

int list(const Options& options) {
  std::string records;
  for (const std::string& folder : activities_of(options.root)) {
    for (const answers::WrongAnswer& wrong : answers::wrong_answers(options.root, folder)) {
      const nlohmann::json record{{"activity", folder},
                                  {"name", wrong.name},
                                  {"mistake", wrong.mistake},
                                  {"finding", wrong.finding},
                                  {"visible", wrong.passes_visible_order_tests ? "" : "fails"},
                                  {"rejected_by", wrong.rejected_by},
                                  {"hint", wrong.hint}};
      records += (records.empty() ? "" : ",\n") + record.dump();
    }
  }
  fmt::print("[\n{}\n]\n", records);
  return 0;
}

int notes(const Options& options) {
  bool all_well = true;
  for (const std::string& folder : activities_of(options.root)) {
    const std::string name = "facilitator/" + folder + "/notes.md";
    const std::string is = answers::read_text(options.root / name, name);
    const std::string must =
        answers::with_wrong_turns(is, answers::wrong_turns(options.root, folder), name);
    if (is == must) continue;
    if (options.write) {
      answers::write_text(options.root / name, must);
    } else {
      fmt::print("{}: its table differs from wrong/; run answer_files notes --write\n", name);
      all_well = false;
    }
  }
  return all_well ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Reads answers that are edits of others, and the headers of answers."};
  app.require_subcommand(1);
  Options options;
  app.add_option("--root", options.root, "the kit's folder")->required();
  CLI::App& whole = *app.add_subcommand("whole", "Writes an answer as a whole file");
  whole.add_option("answer", options.answer, "its file, .cpp or .diff")->required();
  whole.add_option("--out", options.out, "the whole file")->required();
  whole.add_option("--depfile", options.depfile, "the files that it is generated from, for make");
  CLI::App& files = *app.add_subcommand("files", "Writes all files of an answer");
  files.add_option("answer", options.answer, "the file of it that differs")->required();
  files.add_option("--activity", options.activity, "its folder, such as 03_correlator")->required();
  files.add_option("--out", options.out, "the folder to write to")->required();
  CLI::App& listing = *app.add_subcommand("list", "Prints all headers of wrong answers, as JSON");
  CLI::App& table = *app.add_subcommand("notes", "Compares the tables of wrong turns in notes.md");
  table.add_flag("--write", options.write, "writes the tables instead of comparing them");
  try {
    app.parse(argc, argv);
    if (whole.parsed()) return write_whole(options);
    if (files.parsed()) return write_files(options);
    if (listing.parsed()) return list(options);
    return notes(options);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
}
