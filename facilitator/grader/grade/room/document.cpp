#include "grade/room/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "grade/room/durable.hpp"
#include "results/json_file.hpp"
#include "results/score.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;
using eda::Json;

/// Returns the families of an activity, with the points for passing each.
Json families_of(const Kit::Activity& activity) {
  Json families = Json::array();
  for (const results::Family& family :
       results::score(activity.tests, activity.about.points, {}).families)
    families.push_back(
        {{"name", family.name}, {"bonus", family.stretch}, {"points", family.points}});
  return families;
}

Json read_document(const fs::path& file) {
  Json document = results::read_json(file, file.string());
  const auto complain = [&](const std::string& what) {
    throw results::BadInput{fmt::format("{}: not a report document: {}", file.string(), what)};
  };
  if (!document.is_object() || document.value("format", Json{}) != document_format)
    complain(fmt::format("\"format\" must be {}", document_format));
  if (!document.contains("kit") || !document["kit"].is_string()) complain("it names no kit");
  try {
    for (const Json& activity : document.at("activities")) activity.at("folder").get<std::string>();
    for (const Json& submission : document.at("submissions")) {
      submission.at("name").get<std::string>();
      submission.at("sentence").get<std::string>();
      for (const Json& answer : submission.at("answers")) better(answer, answer);
    }
  } catch (const Json::exception& error) {
    complain(error.what());
  }
  return document;
}

/// Returns the element whose `field` equals that of `value`; nullptr: none.
Json* find(Json& list, const std::string& field, const Json& value) {
  for (Json& one : list)
    if (one.at(field) == value.at(field)) return &one;
  return nullptr;
}

void add_submission(Json& all, const Json& submission) {
  Json* same = find(all, "name", submission);
  if (same == nullptr) {
    all.push_back(submission);
    return;
  }
  for (const Json& answer : submission.at("answers")) {
    Json& answers = same->at("answers");
    if (Json* mine = find(answers, "activity", answer))
      *mine = Json(better(*mine, answer));
    else
      answers.push_back(answer);
  }
  const std::string mine = same->at("sentence"), other = submission.at("sentence");
  same->at("sentence") = std::min(mine, other);  // empty: something could be judged
}

void sort_by(Json& list, const std::string& field) {
  std::vector<Json> sorted = list;
  std::ranges::sort(sorted, {}, [&](const Json& one) { return one.at(field).get<std::string>(); });
  list = sorted;
}

}  // namespace

Json new_document(const std::string& kit, const std::vector<const Kit::Activity*>& activities) {
  Json document = {{"format", document_format}, {"kit", kit}};
  document["submissions"] = document["activities"] = Json::array();
  for (const Kit::Activity* activity : activities)
    document["activities"].push_back(
        {{"folder", activity->tests.folder},
         {"number", activity->tests.number()},
         {"title", activity->about.title},
         {"points_max", activity->about.points.visible + activity->about.points.hidden},
         {"families", families_of(*activity)}});
  return document;
}

const Json& better(const Json& one, const Json& other) {
  const auto rank = [](const Json& answer) {
    const bool counts = answer.at("verdict") != "INFRA_ERROR";
    const bool is_there = answer.at("hash") != "";
    return std::tuple{counts && is_there, is_there, answer.at("points").get<int>(),
                      answer.at("bonus").get<int>(), -answer.at("attempt").get<int>()};
  };
  if (rank(one) != rank(other)) return rank(one) > rank(other) ? one : other;
  return one.dump() <= other.dump() ? one : other;
}

Json merged(const std::vector<fs::path>& files) {
  Json all;
  for (const fs::path& file : files) {
    const Json document = read_document(file);
    if (all.is_null()) {
      all = document;
      all["submissions"] = Json::array();
    }
    if (document.at("kit") != all.at("kit"))
      throw results::BadInput{fmt::format(
          "{} was judged by another kit than {}: their points cannot be compared. Build the same "
          "kit, with the same compiler in the same folder, and grade again.",
          file.string(), files.front().string())};
    for (const Json& activity : document.at("activities"))
      if (find(all["activities"], "folder", activity) == nullptr)
        all["activities"].push_back(activity);
    for (const Json& submission : document.at("submissions"))
      add_submission(all["submissions"], submission);
  }
  return all;
}

std::string text_of_document(Json document) {
  sort_by(document.at("activities"), "folder");
  sort_by(document.at("submissions"), "name");
  for (Json& submission : document.at("submissions")) sort_by(submission.at("answers"), "activity");
  return document.dump(1) + "\n";
}

void write_document(const Json& document, const fs::path& out) {
  const bool is_file = out.extension() == ".json" && !fs::is_directory(out);
  if (!is_file) fs::create_directories(out);
  replace_file(is_file ? out : out / "report.json", text_of_document(document));
}

}  // namespace grader
