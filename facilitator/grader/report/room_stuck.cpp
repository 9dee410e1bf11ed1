#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

#include "report/plain.hpp"
#include "report/room_parts.hpp"

namespace grader::report {

namespace {

constexpr std::size_t rules_max = 5;
constexpr std::size_t said_words_max = 8 * 1024;

using Counted = std::vector<std::pair<std::string, int>>;

/// Returns the counts, the most frequent first.
Counted by_count(const std::map<std::string, int>& counts) {
  Counted all{counts.begin(), counts.end()};
  std::ranges::stable_sort(all, [](const auto& a, const auto& b) { return a.second > b.second; });
  return all;
}

std::vector<const Answer*> answers_to(const Room& room, const Activity& activity) {
  std::vector<const Answer*> all;
  for (const Seat& seat : room.seats)
    if (const Answer* answer = seat.answer_to(activity.folder)) all.push_back(answer);
  return all;
}

/// Returns the answers that are begun. Others do not count in the bars of families.
std::vector<const Answer*> begun(std::vector<const Answer*> answers, const Catalogue& catalogue) {
  std::erase_if(answers, [&](const Answer* answer) {
    return likeness_of(*answer, catalogue).kind == Likeness::Kind::not_begun;
  });
  return answers;
}

std::string states(const std::vector<const Answer*>& answers, const Catalogue& catalogue) {
  std::map<std::string, int> counts;
  for (const Answer* answer : answers) ++counts[state_of(*answer, catalogue)];
  std::string text;
  for (const auto& [state, count] : by_count(counts))
    text +=
        fmt::format("{}{}:&#160;<strong>{}</strong>", text.empty() ? "" : ", ", html(state), count);
  return "<p>" + (text.empty() ? "No answer was handed in." : text) + "</p>\n";
}

std::string families(const std::vector<const Answer*>& answers, const Activity& activity) {
  struct Stuck {
    const Family* family;
    int fails = 0, judged = 0;
  };
  std::vector<Stuck> all;
  for (const Family& family : activity.families) {
    Stuck& stuck = all.emplace_back(Stuck{&family});
    for (const Answer* answer : answers) {
      const auto held = std::ranges::find(answer->families, family.name, &Answer::Held::family);
      if (held == answer->families.end()) continue;
      ++stuck.judged;
      stuck.fails += !held->holds;
    }
  }
  std::ranges::stable_sort(all, std::ranges::greater{}, &Stuck::fails);
  std::string rows;
  for (const auto& [family, fails, judged] : all)
    rows += fmt::format(
        "<tr><th scope=\"row\">{}{}</th><td class=\"bar\"><span style=\"width:{}%\">"
        "</span></td><td>{} of {} fail</td></tr>\n",
        html(family->name), family->bonus ? " (bonus)" : "", judged == 0 ? 0 : 100 * fails / judged,
        fails, judged);
  return "<table class=\"stuck\">\n<caption>Families, by how many of those who have begun "
         "fail</caption>\n<tbody>" +
         rows + "</tbody></table>\n";
}

/// Counts each rule once per answer, for all of its families together. A rule in a report may be
/// text of a participant, so without names only rules from the tests are shown.
std::string rules(const std::vector<const Answer*>& answers, const Catalogue& catalogue,
                  bool names) {
  std::map<std::string, int> counts;
  for (const Answer* answer : answers) {
    std::set<std::string> broken;
    for (const Failure& failure : answer->failures) broken.insert(failure.rule);
    if (!answer->rule.empty()) broken.insert(answer->rule);
    broken.erase("");
    for (const std::string& rule : broken)
      ++counts[names || catalogue.rules.contains(rule) ? rule : "a rule that no test has"];
  }
  if (counts.empty()) return "";
  const Counted all = by_count(counts);
  std::string items;
  for (std::size_t i = 0; i < std::min(all.size(), rules_max); ++i)
    items += fmt::format("<li><strong>{}\xC3\x97</strong> {}</li>\n", all[i].second,
                         html(one_line(all[i].first, 300)));
  if (all.size() > rules_max)
    items += fmt::format("<li>and {} more</li>\n", all.size() - rules_max);
  return "<h4>Broken rules</h4>\n<ul>" + items + "</ul>\n";
}

/// Wrong answers that no test separates, and the number of answers that behave like them.
struct Mistake {
  Likeness likeness;
  int count = 0;
};

/// Returns the mistakes, the most frequent first.
std::vector<Mistake> mistakes_of(const std::vector<const Answer*>& answers,
                                 const Catalogue& catalogue) {
  std::vector<Mistake> all;
  for (const Answer* answer : answers) {
    const Likeness likeness = likeness_of(*answer, catalogue);
    if (likeness.kind != Likeness::Kind::known) continue;
    const auto same = std::ranges::find_if(all, [&](const Mistake& known) {
      return known.likeness.like == likeness.like &&
             known.likeness.same_tests == likeness.same_tests;
    });
    ++(same == all.end() ? all.emplace_back(Mistake{likeness}) : *same).count;
  }
  std::ranges::sort(all, [](const Mistake& one, const Mistake& other) {
    const auto rank = [](const Mistake& each) {
      return std::tuple{-each.count, !each.likeness.same_tests, to_text(each.likeness)};
    };
    return rank(one) < rank(other);
  });
  return all;
}

/// Returns the steps of the wrong answer's own schedule. An answer of a participant has no part.
std::string schedule_of(const WrongAnswer& wrong) {
  std::string steps;
  std::istringstream shape{wrong.fingerprint.schedule};
  for (std::string step; std::getline(shape >> std::ws, step, ',');)
    steps += "<li>" + html(step) + "</li>";
  if (steps.empty()) return "";
  return "<details><summary>The shortest schedule that shows it</summary>\n<ol>" + steps +
         "</ol></details>\n";
}

std::string row_of(const Mistake& mistake) {
  std::string cell;
  for (const WrongAnswer* wrong : mistake.likeness.like) {
    cell += fmt::format("<p>{}<strong>{}</strong> <span class=\"path\">{}</span></p>\n",
                        cell.empty() ? "" : "or ", html(wrong->mistake), code(wrong->name));
    if (!wrong->hint.empty()) cell += "<p>Hint: " + html(wrong->hint) + "</p>\n";
    cell += schedule_of(*wrong);
  }
  return fmt::format("<tr><td>{}</td><td>{}{}</td></tr>\n", mistake.count,
                     mistake.likeness.same_tests ? "" : "<p>The same test fails first as of:</p>\n",
                     cell);
}

/// Returns the number of answers whose failing tests are known and those of no wrong answer.
int unlike_all(const std::vector<const Answer*>& answers, const Catalogue& catalogue) {
  return int(std::ranges::count_if(answers, [&](const Answer* answer) {
    return answer->verdict == "FAIL" && !fingerprint_of(*answer).tests.empty() &&
           likeness_of(*answer, catalogue).kind == Likeness::Kind::unknown;
  }));
}

std::string mistakes(const std::vector<const Answer*>& answers, const Activity& activity,
                     const Catalogue& catalogue) {
  std::string rows;
  for (const Mistake& mistake : mistakes_of(answers, catalogue)) rows += row_of(mistake);
  if (const int unknown = unlike_all(answers, catalogue); unknown > 0)
    rows += fmt::format(
        "<tr><td>{}</td><td><p>like no known wrong answer: read these yourself</p></td></tr>\n",
        unknown);
  if (rows.empty()) return "";
  return fmt::format(
      "<table class=\"mistakes\">\n<caption>Mistakes, by how many answers behave like "
      "them</caption>\n<thead><tr><th scope=\"col\">Answers</th><th scope=\"col\">Mistake</th></tr>"
      "</thead>\n<tbody>{}</tbody></table>\n<p class=\"path\">Notes: {}; the wrong answers: "
      "{}</p>\n",
      rows, code("facilitator/" + activity.folder + "/notes.md"),
      code("facilitator/" + activity.folder + "/wrong/"));
}

}  // namespace

std::string where_it_is_stuck(const Room& room) {
  std::string panels;
  for (const Activity& activity : room.document.activities) {
    const Catalogue& catalogue = room.catalogue(activity.folder);
    const auto all = answers_to(room, activity), answers = begun(all, catalogue);
    panels +=
        fmt::format("<article><h3>{} {}</h3>\n{}{}{}{}</article>\n", html(activity.number),
                    html(activity.title), states(all, catalogue), families(answers, activity),
                    rules(answers, catalogue, room.names), mistakes(answers, activity, catalogue));
  }
  return "<section aria-labelledby=\"stuck\">\n<h2 id=\"stuck\">Where the room is stuck</h2>\n"
         "<div class=\"panels\">\n" +
         panels + "</div></section>\n";
}

std::string what_was_said(const Room& room) {
  std::string all;
  for (const Seat& seat : room.seats) {
    for (const Answer& answer : seat.submission->answers) {
      if (!answer.was_handed_in()) continue;
      std::string words = answer.details;
      for (const Failure& failure : answer.failures)
        words += fmt::format("{}{}.{}\n{}", words.empty() ? "" : "\n", failure.family, failure.test,
                             failure.words);
      if (answer.verdict == "PASS" && words.empty()) continue;
      all += fmt::format(
          "<details><summary>{}, {}: {}</summary><pre tabindex=\"0\">{}</pre>"
          "</details>\n",
          html(seat.shown_as), html(answer.activity), html(one_line(answer.sentence, 400)),
          html(clipped(words, said_words_max)));
    }
  }
  if (all.empty()) return "";
  return "<section aria-labelledby=\"said\">\n<h2 id=\"said\">Messages of tests and "
         "compilers</h2>\n" +
         all + "</section>\n";
}

}  // namespace grader::report
