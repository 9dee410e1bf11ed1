#include "pack/operations_sheets.hpp"

#include <fmt/format.h>

#include <sstream>

#include "answers/lines.hpp"
#include "pack/kit_json.hpp"
#include "pack/paper.hpp"

namespace facilitator {
namespace {

using Json = nlohmann::ordered_json;
using Format = Paper::Format;

constexpr double left = 40, right = 555;
constexpr const char* dashed = R"(stroke-dasharray="2 3")";

/// Draws the queues of needs.json below `y`, with blanks for what the file must say of each.
/// Returns the base line below.
double draw_queues(Paper& paper, double y, const Json& queues) {
  constexpr double kind = 175, box = 245, deliveries = 405, row = 27;
  paper.text(left, y, "queue", R"(class="bold")");
  paper.text(kind, y, "kind", R"(class="bold")");
  paper.text(box, y, "dead letters go to, kind", R"(class="bold")");
  paper.text(deliveries, y, "after how many tries", R"(class="bold")");
  for (const auto& [name, queue] : queues.items()) {
    y += row;
    paper.text(left, y, name);
    paper.text(kind, y, queue.at("fifo") ? "FIFO" : "standard");
    paper.line(box, y + 3, deliveries - 15, y + 3, dashed);
    paper.line(deliveries, y + 3, right, y + 3, dashed);
  }
  return y + 34;
}

/// Draws what is known of a stream below `y`, with blanks for its settings.
double draw_stream(Paper& paper, double y, const std::string& name, const Json& stream) {
  y = paper.paragraph(
      left, y, right - left,
      fmt::format("Stream {}: {} a second at the peak, {} for each partition; the longest outage "
                  "took {} hours. {}",
                  name, stream.at("peakPerSecond").get<int>(),
                  stream.at("perPartitionPerSecond").get<int>(),
                  stream.at("longestOutageHours").get<int>(),
                  stream.at("about").get<std::string>()));
  y += 8;
  double x = left;
  for (const char* setting : {"partitions", "replication", "hours", "key"}) {
    const double end = setting == std::string{"key"} ? right : x + 107;
    const double begin = x + 6 * double(std::string{setting}.size()) + 4;
    paper.text(x, y, setting);
    paper.line(begin, y + 3, end, y + 3, dashed);
    x = end + 18;
  }
  return y + 34;
}

}  // namespace

Document pipes(const std::filesystem::path& root) {
  Paper paper{Format::portrait, "Plumbing: the picture",
              "A bus, ecommerce-platform, and six queues; the name of a FIFO queue ends in .fifo. "
              "Fill in the blanks in pairs, and then lay this sheet beside topology.json. What is "
              "called otherwise, and what is missing?"};
  const Json needs = kit_json(root, "exercises/13_routing/needs.json");
  double y = draw_queues(paper, 142, needs.at("queues"));
  for (const auto& [name, stream] : needs.at("streams").items())
    y = draw_stream(paper, y, name, stream);
  paper.text(left, y,
             "Each service publishes in its own domain, and nowhere else:", R"(class="bold")");
  for (const auto& [service, domain] : needs.at("domains").items()) {
    y += 19;
    paper.text(left, y, service);
    paper.code(175, y, domain.get<std::string>());
  }
  y += 16;
  for (const char* question :
       {"1. The bus finds no queue. A worker fails five times. Where is each letter then?",
        "2. FIFO: which letters must stay in order, and which two are the same?",
        "3. The script died after the third queue. What is there, and what does the next run do?",
        "4. A subscription and a queue are gone from the file. Which of them do you erase?"}) {
    y = paper.paragraph(left, y + 16, right - left, question);
    paper.line(left, y + 10, right, y + 10, dashed);
    y += 16;
  }
  return {"print/13-pipes.svg", paper.svg()};
}

Document runbook_form(const std::filesystem::path& root) {
  Paper paper{Format::portrait, "Letters that do not arrive: the runbook",
              "For the person who is woken at three in the morning and has never seen this code. "
              "Fill it in together: one asks, one answers, one writes. Then give it to another "
              "group, and let them say what they would do now."};
  constexpr double first = 142, section = 134, line = 24;
  double y = first;
  const std::string name = "harness/skeletons/14_dead_letters/runbook.md.in";
  std::istringstream file{answers::read_text(root / name, name)};
  std::string text;
  while (std::getline(file, text)) {
    if (!text.starts_with("## ")) continue;
    paper.text(left, y, text.substr(3), R"(class="bold")");
    const bool is_first = y == first;
    for (int i = 1; i <= 4; ++i) paper.line(left, y + i * line, right, y + i * line, dashed);
    if (is_first) {
      int i = 0;
      for (const char* alarm : {"dead-letters", "breaker-open", "oldest-message-age"})
        paper.code(left, y + ++i * line - 4, alarm);
    }
    y += section;
  }
  return {"print/14-runbook.svg", paper.svg()};
}

Document log_of_ten_orders(const std::filesystem::path& root) {
  const Json log = kit_json(root, "exercises/17_observability/ten_orders.json");
  Paper paper{Format::portrait, "Orders are slow",
              fmt::format("It is {}. Ten orders, five services, one log. An order waits until the "
                          "kitchen says complete or timedout, and should not wait for more than "
                          "20 minutes. Which order is stuck, why, and since when? Which service is "
                          "the slowest, from received to handled?",
                          log.at("now").get<std::string>())};
  constexpr double top = 150, step = 12.6, column = 262;
  const Json& lines = log.at("lines");
  const std::size_t rows = (lines.size() + 1) / 2;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Json& line = lines[i];
    paper.code(
        40 + column * double(i / rows), top + step * double(i % rows),
        fmt::format("{} {} {:9} {}", line.at(0).get<std::string>(), line.at(3).get<std::string>(),
                    line.at(1).get<std::string>(), line.at(2).get<std::string>()));
  }
  return {"print/17-log.svg", paper.svg()};
}

}  // namespace facilitator
