#include "grade/room/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "grade/digest.hpp"
#include "grade/room/durable.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;
using eda::Json;

constexpr int journal_format = 1;

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
  } else if (what == "graded" && step.at("kit") == judge_.kit &&
             step.at("hidden") == judge_.hidden) {
    const Case judged{step.at("activity"), step.at("hash")};
    const bool is_verdict = step.at("answer").at("verdict") != "INFRA_ERROR";
    (is_verdict ? verdicts_ : misfortunes_)[judged] = step.at("answer");
  }
}

fs::path Ledger::file_of(const Case& judged) const {
  return folder_ / "answers" / (judged.hash.substr(judged.hash.find(':') + 1) + ".cpp");
}

void Ledger::hand_in(const std::string& name, const std::string& activity,
                     const std::string& text) {
  const Case handed{activity, digest(text)};
  // the answer first, so that each answer in the journal has its file
  if (std::error_code none; !fs::exists(file_of(handed), none)) replace_file(file_of(handed), text);
  if (std::ranges::count(attempts(name, activity), handed) > 0) return;
  const Json step = {
      {"step", "handed in"}, {"name", name}, {"activity", activity}, {"hash", handed.hash}};
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

std::string Ledger::text(const Case& judged) const {
  std::string text = text_of(file_of(judged));
  if (digest(text) != judged.hash)
    throw std::runtime_error{file_of(judged).string() + " has been changed since it was handed in"};
  return text;
}

}  // namespace grader
