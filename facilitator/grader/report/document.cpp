#include "report/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "report/plain.hpp"
#include "results/json_file.hpp"

namespace grader::report {

namespace {

using Json = nlohmann::json;

constexpr int many = 1'000'000;

/// The fields of one object of a report. results::Fields does not fit: here texts may be empty, and
/// a wrong value may be long text of a participant, so that no message may show it.
class Reader {
 public:
  Reader(const Json& json, std::string where) : json_{json}, where_{std::move(where)} {
    if (!json.is_object()) throw results::BadInput{where_ + ": must be an object"};
  }
  bool has(const char* name) const { return json_.contains(name); }
  std::string text(const char* name) const {
    return escaped(at(name, &Json::is_string, "a text").get_ref<const std::string&>());
  }
  std::string text_if_any(const char* name) const { return has(name) ? text(name) : ""; }
  const Json& part(const char* name) const { return at(name, &Json::is_object, "an object"); }
  bool flag(const char* name) const {
    return at(name, &Json::is_boolean, "true or false").get<bool>();
  }
  int number(const char* name, int min, int max) const {
    const auto value = at(name, &Json::is_number_integer, "a whole number").get<std::int64_t>();
    if (value < min || value > max) complain(name, fmt::format("from {} to {}", min, max));
    return int(value);
  }
  double share(const char* name) const {
    const double value = at(name, &Json::is_number, "a number").get<double>();
    if (!(value >= 0 && value <= many)) complain(name, "from 0 on");
    return value;
  }
  std::vector<Reader> list(const char* name) const {
    std::vector<Reader> all;
    for (const Json& one : at(name, &Json::is_array, "a list"))
      all.emplace_back(one, where_ + "." + name);
    return all;
  }

 private:
  const Json& at(const char* name, bool (Json::*is_right)() const noexcept,
                 const char* must) const {
    const auto found = json_.find(name);
    if (found == json_.end() || !((*found).*is_right)()) complain(name, must);
    return *found;
  }
  [[noreturn]] void complain(const char* name, const std::string& must) const {
    throw results::BadInput{fmt::format("{}: \"{}\" must be {}", where_, name, must)};
  }

  const Json& json_;
  std::string where_;
};

Activity activity_from(const Reader& fields) {
  Activity activity{.folder = fields.text("folder"),
                    .number = fields.text("number"),
                    .title = fields.text("title"),
                    .points_max = fields.number("points_max", 0, many)};
  for (const Reader& family : fields.list("families"))
    activity.families.push_back(
        {family.text("name"), family.share("points"), family.flag("bonus")});
  return activity;
}

Failure failure_from(const Reader& fields) {
  Failure failure{.family = fields.text("family"),
                  .test = fields.text_if_any("test"),
                  .words = fields.text_if_any("words"),
                  .rule = fields.text_if_any("rule"),
                  .hint = fields.text_if_any("hint"),
                  .schedule = {}};
  if (!fields.has("schedule")) return failure;
  for (const Reader& step : fields.list("schedule"))
    failure.schedule.push_back({step.text("verb"), step.text("result")});
  return failure;
}

Diagnosis diagnosis_from(const Json& json) {
  const Reader fields{json, "behaves_like"};
  return {fields.text("mistake"), fields.text("hint")};
}

Answer answer_from(const Reader& fields) {
  Answer answer;
  answer.activity = fields.text("activity");
  answer.verdict = fields.text("verdict");
  answer.sentence = fields.text("sentence");
  answer.level = fields.text("level");
  answer.hidden_tests_ran = fields.flag("hidden_tests_ran");
  answer.points = fields.number("points", 0, many);
  answer.points_max = fields.number("points_max", 0, many);
  answer.bonus = fields.number("bonus", 0, many);
  for (const Reader& family : fields.list("families"))
    answer.families.push_back({family.text("name"), family.flag("holds"), family.flag("bonus")});
  for (const Reader& failure : fields.list("failures"))
    answer.failures.push_back(failure_from(failure));
  answer.details = fields.text("details");
  answer.rule = fields.text_if_any("rule");
  answer.hash = fields.text_if_any("hash");
  if (fields.has("behaves_like")) answer.behaves_like = diagnosis_from(fields.part("behaves_like"));
  if (fields.has("attempt")) answer.attempt = fields.number("attempt", 1, many);
  if (answer.rule.empty() && !answer.failures.empty()) answer.rule = answer.failures.front().rule;
  return answer;
}

Submission submission_from(const Reader& fields) {
  Submission submission{fields.text("name"), fields.text("sentence"), {}};
  for (const Reader& answer : fields.list("answers"))
    submission.answers.push_back(answer_from(answer));
  return submission;
}

/// Points of `family`; 0 if the activity does not have it, in a document of another kit.
double worth(const Activity& activity, const std::string& family) {
  const auto found = std::ranges::find(activity.families, family, &Family::name);
  return found == activity.families.end() ? 0 : found->points;
}

}  // namespace

std::string to_text(const Diagnosis& diagnosis) {
  return fmt::format("It behaves like: {}\nHint: {}\n", one_line(diagnosis.mistake, 1000),
                     one_line(diagnosis.hint, 1000));
}

const Activity* Document::activity(const std::string& folder) const {
  const auto found = std::ranges::find(activities, folder, &Activity::folder);
  return found == activities.end() ? nullptr : &*found;
}

Document with_what_was_handed_in(Document document) {
  const auto handed_in = [&](const Activity& activity) {
    return std::ranges::any_of(document.submissions, [&](const Submission& submission) {
      return std::ranges::any_of(submission.answers, [&](const Answer& answer) {
        return answer.activity == activity.folder && answer.was_handed_in();
      });
    });
  };
  std::vector<Activity> kept;
  std::ranges::copy_if(document.activities, std::back_inserter(kept), handed_in);
  if (kept.empty()) return document;
  document.activities = std::move(kept);
  for (Submission& submission : document.submissions)
    std::erase_if(submission.answers, [&](const Answer& answer) {
      return document.activity(answer.activity) == nullptr;
    });
  return document;
}

Document read_document(const Json& json) {
  const Reader fields{json, "report"};
  (void)fields.number("format", 1, 1);
  Document document{.kit = fields.text("kit")};
  for (const Reader& activity : fields.list("activities"))
    document.activities.push_back(activity_from(activity));
  for (const Reader& submission : fields.list("submissions"))
    document.submissions.push_back(submission_from(submission));
  for (const Submission& submission : document.submissions)
    for (const Answer& answer : submission.answers)
      if (document.activity(answer.activity) == nullptr)
        throw results::BadInput{fmt::format("report: {} has an answer to {}, which is no activity",
                                            one_line(submission.name), one_line(answer.activity))};
  return document;
}

Answer read_answer(const Json& json) { return answer_from({json, "report"}); }

std::vector<Line> lines_of(const Answer& answer, const Activity& activity) {
  std::vector<Line> lines;
  for (const Answer::Held& held : answer.families) {
    const auto failure = std::ranges::find(answer.failures, held.family, &Failure::family);
    lines.push_back({held.family, held.holds ? Line::State::holds : Line::State::fails, held.bonus,
                     worth(activity, held.family),
                     failure == answer.failures.end() ? nullptr : &*failure});
  }
  if (!lines.empty()) return lines;
  for (const Family& family : activity.families)
    lines.push_back({family.name, Line::State::not_judged, family.bonus, family.points});
  return lines;
}

std::string diagnosis_at(const Line& line, const std::vector<Line>& lines, const Answer& answer) {
  const auto first = std::ranges::find(lines, Line::State::fails, &Line::state);
  const bool is_first = first != lines.end() && &*first == &line;
  return is_first && answer.behaves_like ? to_text(*answer.behaves_like) : "";
}

const Submission& only_submission(const Document& document, const std::string& report) {
  if (document.submissions.size() != 1)
    throw results::BadInput{fmt::format("{} is about one submission; this report has {}", report,
                                        document.submissions.size())};
  return document.submissions.front();
}

}  // namespace grader::report
