#include "report/room_clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "results/json_file.hpp"

namespace grader::report {

namespace {

using Json = nlohmann::json;

/// Counts of one activity.
class Figures {
 public:
  Figures(const Activity& activity, const Catalogue& catalogue)
      : activity_{activity}, catalogue_{catalogue} {}

  void add(const Answer& answer) {
    if (!answer.was_handed_in()) return;
    ++handed_in_;
    waits_ += answer.verdict == "NOT_JUDGED";
    not_built_ += answer.verdict == "NOT_BUILT";
    passes_ += answer.verdict == "PASS";
    if (likeness_of(answer, catalogue_).kind == Likeness::Kind::not_begun) {
      ++not_begun_;
      return;
    }
    for (const Answer::Held& held : answer.families) {
      ++judged_[held.family];
      fails_[held.family] += !held.holds;
    }
    if (answer.verdict == "PASS") return;  // the bonus can wait
    if (const auto diagnosis = diagnosis_of(answer, catalogue_)) {
      ++mistakes_[diagnosis->mistake];
      hints_[diagnosis->mistake] = diagnosis->hint;
    }
  }

  bool has_any() const { return handed_in_ > 0; }

  Json json() const {
    Json all{{"folder", activity_.folder}, {"number", activity_.number}, {"title", activity_.title},
             {"handedIn", handed_in_},     {"notBegun", not_begun_},     {"waits", waits_},
             {"notBuilt", not_built_},     {"passes", passes_}};
    all["families"] = families();
    const auto most =
        std::ranges::max_element(mistakes_, {}, [](const auto& mistake) { return mistake.second; });
    if (most != mistakes_.end())
      all["mistake"] = {
          {"says", most->first}, {"hint", hints_.at(most->first)}, {"count", most->second}};
    return all;
  }

 private:
  /// Returns the hidden families that some answer fails, the most frequent first.
  Json families() const {
    std::vector<Json> all;
    for (const Family& family : activity_.families) {
      const auto fails = fails_.find(family.name);
      if (family.name == "visible" || fails == fails_.end() || fails->second == 0) continue;
      all.push_back({{"name", family.name},
                     {"bonus", family.bonus},
                     {"fails", fails->second},
                     {"judged", judged_.at(family.name)}});
    }
    std::ranges::stable_sort(all, [](const Json& one, const Json& other) {
      const auto rank = [](const Json& each) {
        return std::pair{each["bonus"].get<bool>(), -each["fails"].get<int>()};
      };
      return rank(one) < rank(other);
    });
    return Json(all);
  }

  const Activity& activity_;
  const Catalogue& catalogue_;
  int handed_in_ = 0, not_begun_ = 0, waits_ = 0, not_built_ = 0, passes_ = 0;
  std::map<std::string, int> judged_, fails_;  ///< by family
  std::map<std::string, int> mistakes_;
  std::map<std::string, std::string> hints_;
};

}  // namespace

std::string clock_figures(const Document& document, const std::vector<Catalogue>& catalogues,
                          const ClockLook& look) {
  Json room{{"at", look.at}, {"live", look.live}, {"people", document.submissions.size()}};
  room["activities"] = Json::array();
  for (const Activity& activity : document.activities) {
    static const Catalogue unknown;
    const auto catalogue = std::ranges::find(catalogues, activity.folder, &Catalogue::folder);
    Figures figures{activity, catalogue == catalogues.end() ? unknown : *catalogue};
    for (const Submission& submission : document.submissions)
      for (const Answer& answer : submission.answers)
        if (answer.activity == activity.folder) figures.add(answer);
    if (figures.has_any()) room["activities"].push_back(figures.json());
  }
  return fmt::format("showRoom({});\n", room.dump(1));
}

std::string clock_with_room(std::string page) {
  const std::string place = R"(<body data-room="">)";
  const std::size_t at = page.find(place);
  if (at == std::string::npos)
    throw results::BadInput{
        "facilitator/clock.html: must have the line " + place +
        "; write it again: build/solutions/bin/facilitator_files --root . --write"};
  return page.replace(at, place.size(),
                      fmt::format(R"(<body data-room="{}">)", clock_figures_file));
}

}  // namespace grader::report
