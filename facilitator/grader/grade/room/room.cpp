#include "grade/room/room.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "grade/diagnosis.hpp"
#include "grade/digest.hpp"
#include "grade/room/document.hpp"
#include "grade/room/folder_watch.hpp"
#include "grade/room/ledger.hpp"
#include "grade/room/progress.hpp"
#include "grade/room/submissions.hpp"
#include "grade/room/workers.hpp"
#include "report/room_page.hpp"

namespace grader {

namespace {

using eda::Json;

/// Returns the entry of a report for an answer that could not be judged.
Json unjudged(const std::string& activity, const HandedIn::Refusal& why, const Terms& terms) {
  Graded graded{.activity = activity, .verdict = why.verdict, .level = terms.level};
  graded.sentence = why.sentence;
  return json_report(graded, Feedback::schedule);
}

/// Returns the reason why nothing of a submission could be judged; empty if something could.
std::optional<HandedIn::Refusal> reason(const HandedIn& handed_in) {
  if (!handed_in.texts.empty()) return std::nullopt;
  if (handed_in.refused.empty()) return handed_in.whole;
  return handed_in.refused.begin()->second;
}

class Grading {
 public:
  Grading(const Room& room, const Kit& kit, const Terms& terms)
      : room_{room},
        kit_{kit},
        terms_{terms},
        kit_digest_{digest_of(kit)},
        ledger_{room.out, {kit_digest_, terms.level >= terms.minimum}},
        folder_{room.folder, room.activities, kit, terms.level} {
    take();
  }

  /// Takes in what has been handed in: see SubmissionsFolder::read().
  void take(const std::set<std::string>& changed = {}, const std::set<std::string>& busy = {}) {
    HandIns now = folder_.read(changed, busy);
    if (!now.passed_over.empty() && now.passed_over != hand_ins_.passed_over)
      fmt::print("Ignored, as files of desktops and editors: {}\n",
                 fmt::join(now.passed_over, ", "));
    hand_ins_ = std::move(now);
    for (const Submission& submission : submissions())
      for (const Kit::Activity* activity : room_.activities) hand_in(submission, *activity);
  }

  void judge_all() {
    check_judges();
    // an attempt with INFRA_ERROR does not count, so the next one does
    while (judge_some(std::numeric_limits<std::size_t>::max())) continue;
  }

  /// Judges up to `most` answers. Returns false if there were none to judge. `stop`: see Workload.
  bool judge_some(std::size_t most, int stop = -1, const std::function<void()>& judged = {}) {
    std::vector<Case> open;
    for (const auto& [one, who] : wanted()) {
      if (open.size() == most) break;
      if (ledger_.verdict(one) == nullptr && tried_.insert(one).second) open.push_back(one);
    }
    if (!open.empty()) judge(open, stop, judged);
    return !open.empty();
  }

  std::size_t people() const { return submissions().size(); }

  Json document() const {
    Json document = new_document(kit_digest_, room_.activities);
    std::map<std::string, report::Catalogue> catalogues;
    for (const Kit::Activity* activity : room_.activities)
      catalogues.emplace(activity->tests.folder,
                         report::catalogue_of(kit_.root, activity->tests.folder));
    for (const Submission& submission : submissions()) {
      const auto why = reason(submission.handed_in);
      Json one = {{"name", submission.name}, {"sentence", why ? why->sentence : ""}};
      one["answers"] = Json::array();
      for (const auto& [folder, catalogue] : catalogues) {
        Json answer = answer_of(submission, folder);
        diagnose(answer, catalogue);
        one["answers"].push_back(told(std::move(answer), room_.feedback));
      }
      document["submissions"].push_back(one);
    }
    return document;
  }

  int misfortunes() const {
    const auto all = wanted();
    auto count = std::ranges::count_if(all, [&](const auto& one) {
      return ledger_.verdict(one.first) == nullptr && ledger_.misfortune(one.first) != nullptr;
    });
    for (const Submission& submission : submissions()) {
      const auto& [texts, refused, whole] = submission.handed_in;
      count += std::ranges::count_if(
          refused, [](const auto& one) { return one.second.verdict == Verdict::infra_error; });
      count += whole && whole->verdict == Verdict::infra_error;
    }
    return int(count);
  }

 private:
  /// Throws results::BadInput if there are answers to an activity whose judge has not been built.
  void check_judges() const {
    std::set<const Kit::Activity*> needed;
    for (const auto& [judged, who] : wanted()) needed.insert(&kit_.activity(judged.activity));
    kit_.check_built({needed.begin(), needed.end()});
  }
  void hand_in(const Submission& submission, const Kit::Activity& activity) {
    try {
      ledger_.hand_in(submission.name, activity.tests.folder, submission.handed_in.files(activity));
    } catch (const Stopped&) {
      return;  // answer_of() says why
    }
  }

  const std::vector<Submission>& submissions() const { return hand_ins_.submissions; }

  /// Returns the attempts that count, as far as known. Those with INFRA_ERROR are judged again.
  std::vector<Case> attempts(const Submission& submission, const std::string& activity) const {
    std::vector<Case> counted;
    int places = room_.attempts_max == 0 ? std::numeric_limits<int>::max() : room_.attempts_max;
    for (const Case& one : ledger_.attempts(submission.name, activity)) {
      if (places == 0) break;
      counted.push_back(one);
      const bool came_to_nothing = ledger_.verdict(one) == nullptr && tried_.contains(one);
      if (!came_to_nothing) --places;
    }
    return counted;
  }

  /// Returns the cases to judge, each with one person who has handed it in.
  std::map<Case, std::string> wanted() const {
    std::map<Case, std::string> all;
    for (const Submission& submission : submissions())
      for (const Kit::Activity* activity : room_.activities)
        for (const Case& one : attempts(submission, activity->tests.folder))
          all.emplace(one, submission.name);
    return all;
  }

  /// Returns the name of each person as progress shows it.
  std::map<std::string, std::string> shown_names() const {
    report::Document people;
    for (const Submission& submission : submissions())
      people.submissions.push_back({submission.name, "", {}});
    const std::vector<std::string> others = report::pseudonyms(people);
    std::map<std::string, std::string> shown;
    for (std::size_t i = 0; i < others.size(); ++i)
      shown[submissions()[i].name] = room_.names ? submissions()[i].name : others[i];
    return shown;
  }

  void judge(const std::vector<Case>& open, int stop, const std::function<void()>& judged) {
    const auto who = wanted();
    const auto shown = shown_names();
    const auto done = std::ranges::count_if(
        who, [&](const auto& one) { return ledger_.verdict(one.first) != nullptr; });
    Progress progress{std::size_t(done), who.size()};
    Workload work{.tasks = open.size(), .at_a_time = room_.at_a_time};
    work.stop = stop;
    work.begins = [&](std::size_t task) { ledger_.begins(open[task]); };
    work.does = [&](std::size_t task) {
      const Case& one = open[task];
      const Graded graded =
          grade_answer(ledger_.files(one), kit_, kit_.activity(one.activity), terms_);
      return Json{{"answer", json_report(graded, Feedback::schedule)},
                  {"cost", cost_report(graded)}}
          .dump();
    };
    work.ends = [&](std::size_t task, const std::string& said, const std::string& why) {
      const Case& one = open[task];
      Json result = Json::parse(said, nullptr, false);
      if (result.is_discarded())
        result = {{"answer", unjudged(one.activity, {Verdict::infra_error, why}, terms_)},
                  {"cost", Json::object()}};
      result["answer"]["hash"] = one.hash;
      ledger_.ends(one, result.at("answer"), result.at("cost"));
      progress.judged(fmt::format("{} {}", shown.at(who.at(one)), one.activity.substr(0, 2)),
                      result.at("answer").at("verdict"));
      if (judged) judged();
    };
    carry_out(work);
  }

  /// Returns the best attempt; if there is none, the error.
  Json answer_of(const Submission& submission, const std::string& activity) const {
    Json best, misfortune;
    int number = 0;
    for (const Case& one : attempts(submission, activity)) {
      if (const Json* verdict = ledger_.verdict(one)) {
        Json answer = *verdict;
        answer["attempt"] = ++number;
        best = best.is_null() ? answer : Json(better(best, answer));
      } else if (const Json* error = ledger_.misfortune(one)) {
        misfortune = *error;
      }
    }
    if (!best.is_null()) return best;
    if (!misfortune.is_null()) return misfortune;
    try {
      (void)submission.handed_in.files(kit_.activity(activity));
    } catch (const Stopped& stopped) {
      return unjudged(activity, {stopped.verdict, stopped.what()}, terms_);
    }
    return unjudged(activity, {Verdict::not_judged, "It waits to be judged."}, terms_);
  }

  const Room& room_;
  const Kit& kit_;
  Terms terms_;
  std::string kit_digest_;
  Ledger ledger_;
  SubmissionsFolder folder_;
  HandIns hand_ins_;
  std::set<Case> tried_;  ///< in this run
};

}  // namespace

int grade_room(const Room& room, const Kit& kit, const Terms& terms) {
  Grading grading{room, kit, terms};
  grading.judge_all();
  write_document(grading.document(), room.out / "report.json");
  return grading.misfortunes();
}

int watch_room(const Room& room, const Kit& kit, const Terms& terms, int stop,
               const std::function<void(const Json& document)>& shows) {
  FolderWatch folder{room.folder};  // first, so that no change is lost
  Grading grading{room, kit, terms};
  const auto show = [&] { shows(grading.document()); };
  show();
  try {
    while (true) {
      std::set<std::string> changed;
      if (grading.judge_some(std::size_t(room.at_a_time), stop, show)) {
        changed = folder.settled();
      } else {
        fmt::print("{} {}, all judged. Watching {}; Ctrl-C ends.\n", grading.people(),
                   grading.people() == 1 ? "submission" : "submissions", room.folder.string());
        std::fflush(stdout);
        changed = folder.next(stop);
        if (changed.empty()) break;
      }
      if (folder.is_gone()) break;
      if (changed.empty()) continue;
      grading.take(changed, folder.busy());
      show();
    }
  } catch (const Interrupted&) {
    fmt::print("Stopped. Run the same command again to judge what waits.\n");
  }
  if (folder.is_gone()) fmt::print("{} is gone.\n", room.folder.string());
  show();
  return grading.misfortunes();
}

}  // namespace grader
