#include "grade/room/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "grade/digest.hpp"
#include "grade/room/durable.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;
using eda::Json;

constexpr int journal_format = 2;

fs::path made(const fs::path& folder) {
  fs::create_directories(folder / "answers");
  return folder;
}

}  // namespace

Ledger::Ledger(const fs::path& folder, Judge judge)
    : folder_{made(folder)}, judge_{std::move(judge)}, journal_{folder_ / "journal.jsonl"} {
  if (journal_.steps().empty()) journal_.write({{"step", "opened"}, {"format", journal_format}});
  if (journal_.steps().front().value("format", 0) != journal_format)
    throw std::runtime_error{fmt::format("{} was written by another grader: choose another --out",
                                         journal_.path().string())};
  for (const Json& step : journal_.steps()) take(step);
}

void Ledger::take(const Json& step) {
  const std::string what = step.at("step");
  if (what == "handed in") {
    handed_in_[{step.at("name"), step.at("activity")}].push_back(step.at("hash"));
    hashes_[{step.at("activity"), step.at("hash")}] = step.at("files");
  } else if (what == "graded" && step.at("kit") == judge_.kit &&
             step.at("hidden") == judge_.hidden) {
    const Case judged{step.at("activity"), step.at("hash")};
    const bool is_verdict = step.at("answer").at("verdict") != "INFRA_ERROR";
    (is_verdict ? verdicts_ : misfortunes_)[judged] = step.at("answer");
  }
}

fs::path Ledger::file_of(const std::string& name, const std::string& hash) const {
  const std::string extension = fs::path{name}.extension();
  return folder_ / "answers" / (hash.substr(hash.find(':') + 1) + extension);
}

void Ledger::hand_in(const std::string& name, const std::string& activity, const Files& files) {
  const Case handed{activity, digest(files)};
  Json hashes = Json::object();
  for (const auto& [file, text] : files) {
    const std::string hash = digest(text);
    hashes[file] = hash;
    // the text first, so that each answer in the journal has its files
    const fs::path path = file_of(file, hash);
    if (std::error_code none; !fs::exists(path, none)) replace_file(path, text);
  }
  if (std::ranges::count(attempts(name, activity), handed) > 0) return;
  const Json step = {{"step", "handed in"},
                     {"name", name},
                     {"activity", activity},
                     {"hash", handed.hash},
                     {"files", hashes}};
  journal_.write(step);
  take(step);
}

void Ledger::begins(const Case& judged) {
  journal_.write({{"step", "began"}, {"activity", judged.activity}, {"hash", judged.hash}});
}

void Ledger::ends(const Case& judged, const Json& answer, const Json& cost) {
  const Json step = {{"step", "graded"},  {"activity", judged.activity}, {"hash", judged.hash},
                     {"kit", judge_.kit}, {"hidden", judge_.hidden},     {"answer", answer},
                     {"cost", cost}};
  journal_.write(step);
  take(step);
}

std::vector<Case> Ledger::attempts(const std::string& name, const std::string& activity) const {
  std::vector<Case> all;
  const auto found = handed_in_.find({name, activity});
  if (found == handed_in_.end()) return all;
  for (const std::string& hash : found->second) all.push_back({activity, hash});
  return all;
}

const Json* Ledger::verdict(const Case& judged) const {
  const auto found = verdicts_.find(judged);
  return found == verdicts_.end() ? nullptr : &found->second;
}

const Json* Ledger::misfortune(const Case& judged) const {
  const auto found = misfortunes_.find(judged);
  return found == misfortunes_.end() ? nullptr : &found->second;
}

Files Ledger::files(const Case& judged) const {
  Files files;
  for (const auto& [name, hash] : hashes_.at(judged)) {
    const fs::path path = file_of(name, hash);
    files[name] = text_of(path);
    if (digest(files[name]) != hash)
      throw std::runtime_error{path.string() + " has been changed since it was handed in"};
  }
  return files;
}

}  // namespace grader
