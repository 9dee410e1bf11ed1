#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "room_test.hpp"

/// The pages of an evening, and which of them are right.
namespace room {

/// An alert that the pager must ring for, and the moment at which its limit is reached.
struct Page {
  std::string kind, service;
  Instant limit;
};

struct PagerRules {
  Rule found{.says = "an incident is paged within five minutes of its limit",
             .hint = "Nobody was called. Which lines would have said so, and when?"};
  Rule service{.says = "a page names the service that is at fault", .hint = "Busy is not slow."};
  Rule once{.says = "an incident is paged once", .hint = "Forty pages for one fire."};
  Rule quiet{.says = "the pager is silent while nothing is wrong",
             .hint = "The phone rang, and all was well. Who will answer it next time?"};
};

/// Fails unless the minutes of a log have exactly these pages. Returns the whole answer. The lines
/// are in the order in which they arrive. `where` says whose they are, if the test fails.
inline Json pages(const std::vector<Line>& lines, Instant from, Instant until,
                  const std::vector<Page>& right, const PagerRules& rules = {},
                  const std::string& where = "") {
  const Json request{{"rows", rows_of(lines)}, {"from", ms(from)}, {"until", ms(until)}};
  const Json answer = answer_in(run(asking(control_room::watch_asked, request)));
  std::string shown;
  for (const Json& page : answer.at("pages"))
    shown += "  " + eda::to_rfc3339(Instant{Duration{page.at(0).get<std::int64_t>()}}) + " " +
             page.at(1).get<std::string>() + " of \"" + page.at(2).get<std::string>() + "\"\n";
  shown = "  Pages from " + eda::to_rfc3339(from) + " until " + eda::to_rfc3339(until) + where +
          ":\n" + (shown.empty() ? "  none\n" : shown);
  for (const auto& [kind, service, limit] : right) {
    int of_kind = 0, of_service = 0, in_time = 0;
    for (const Json& page : answer.at("pages")) {
      if (page.at(1) != kind) continue;
      ++of_kind;
      if (page.at(2) != service) continue;
      ++of_service;
      const std::int64_t off = page.at(0).get<std::int64_t>() - ms(limit);
      if (std::abs(off) <= Duration{5min}.count()) ++in_time;
    }
    if (of_kind == 0) reject(rules.found, shown);
    if (of_service < of_kind) reject(rules.service, shown);
    if (in_time == 0) reject(rules.found, shown);
    if (of_service > 1) reject(rules.once, shown);
  }
  if (answer.at("pages").size() > right.size()) reject(rules.quiet, shown);
  return answer;
}

}  // namespace room
