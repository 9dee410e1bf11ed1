#include "pack/operations_sheets.hpp"

#include <fmt/format.h>

#include <map>
#include <regex>
#include <set>
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

/// Events that a service hears and says.
struct Talk {
  std::set<std::string> hears{}, says{};
};

/// Returns the services in the rows "| `event` | publisher | readers |" of a page.
std::map<std::string, Talk> services_in(const std::string& markdown) {
  static const std::regex row{R"(^\| `([\w.]+)` \| (\w+) \| (.*) \|$)"}, word{R"(\w+)"};
  std::map<std::string, Talk> services;
  for (const std::string& line : answers::lines_of(markdown)) {
    std::smatch match;
    if (!std::regex_match(line, match, row)) continue;
    services[match[2]].says.insert(match[1]);
    const std::string readers = match[3];
    for (std::sregex_iterator it{readers.begin(), readers.end(), word}, end; it != end; ++it)
      services[it->str()].hears.insert(match[1]);
  }
  return services;
}

/// Draws a service as a box with its events.
void draw_service(Paper& paper, double x, double y, double height, const std::string& name,
                  const Talk& talk) {
  constexpr double width = 240, line_height = 14.5;
  paper.box(x, y, width, height);
  paper.text(x + 8, y + 17, name, R"(class="bold")");
  double row = y + 34;
  const auto list = [&](const char* mark, const std::set<std::string>& events) {
    for (const std::string& event : events) {
      paper.text(x + 8, row, mark);
      paper.code(x + 52, row, event);
      row += line_height;
    }
  };
  list("hears", talk.hears);
  list("says", talk.says);
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

Document overview_of_the_shop(const std::filesystem::path& root) {
  const std::string name = "solutions/19_ecommerce/architecture.md";
  std::map<std::string, Talk> services = services_in(answers::read_text(root / name, name));
  services["order"].hears.insert("door.order");
  services["payment"].hears.insert("door.cancel");
  services["shipping"].hears.clear();  // theirs to find
  Paper paper{Format::landscape, "A thousand orders a minute: the shop",
              "Walk one order through it with a finger, from the door to the doorbell. Mark each "
              "place where it can be twice, where it can be lost, and where it can wait."};
  constexpr double column = 261, top = 108;
  constexpr double heights[] = {172, 120, 120};
  const std::vector<std::vector<std::string>> rows{{"order", "payment", "inventory"},
                                                   {"shipping", "carrier", "notification"},
                                                   {"views", "analytics"}};
  double y = top;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    double x = left;
    for (const std::string& service : rows[i]) {
      draw_service(paper, x, y, heights[i], service, services[service]);
      x += column;
    }
    if (i + 1 < rows.size()) y += heights[i] + 10;
  }
  const double x = left + 2 * column;
  double line = y + 17;
  for (const char* words :
       {"the door: 202, 409 or 429", "the gateway: so many calls at once",
        "the stock: a row for each product", "the event store: three streams"}) {
    paper.text(x, line, words);
    line += 15.5;
  }
  paper.text(x, line + 8, "Our bet for the bottleneck:", R"(class="bold")");
  paper.line(x, line + 27, x + 240, line + 27, dashed);
  return {"print/19-overview.svg", paper.svg()};
}

}  // namespace facilitator
