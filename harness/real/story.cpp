#include "real/story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>

#include "sim/model/port_kind.hpp"
#include "sim/model/ports.hpp"

namespace real {

namespace {

using sim::Trace, sim::TraceStep;

/// Makes a schedule of the lines of journals.
class Story {
 public:
  Story(const std::vector<eda::Service>& services,
        const std::function<bool(const Json& event)>& wanted)
      : wanted_{wanted} {
    scenario_.services = services;
    ports_.emplace(tables_, scenario_);
    trace_.is_shortest = false;
  }

  void take(const Json& line) {
    const std::string& kind = line.at("kind").get_ref<const std::string&>();
    const std::string& name = line.at("delivery").get_ref<const std::string&>();
    if (kind == "begins") return begin(name, line);
    const auto found = deliveries_.find(name);
    if (found == deliveries_.end()) return;
    Delivery& delivery = found->second;
    if (kind == "asks") ask(delivery, line);
    if (kind == "told") tell(delivery, line);
    if (kind == "ends") end(delivery, line);
  }

  Trace trace() {
    for (const auto& [name, delivery] : deliveries_)
      if (!delivery.has_ended) die(delivery);
    return std::move(trace_);
  }

 private:
  struct Delivery {
    int number = 0;
    std::string service{};
    int service_number = 0;
    std::size_t step = 0;  ///< its latest
    int action = -1;       ///< of the request that waits for its reply
    bool has_ended = false;
  };

  void begin(const std::string& name, const Json& line) {
    const Json& event = line.at("event");
    if (!wanted_(event)) return;
    Delivery delivery{.number = int(trace_.deliveries.size()), .service = line.at("service")};
    for (std::size_t i = 0; i < scenario_.services.size(); ++i)
      if (scenario_.services[i].name == delivery.service) delivery.service_number = int(i);
    const std::string shown =
        fmt::format("{} {}", sim::short_type(event.at("type")), event.at("id").get<std::string>());
    const int copies = ++copies_[delivery.service + shown];
    trace_.deliveries.push_back(copies == 1 ? shown : fmt::format("{} ({})", shown, copies));
    TraceStep& step = add(delivery, line);
    step.request.verb = "start";
    if (copies > 1) {
      step.faults.emplace_back("duplicate");
      ++trace_.faults;
    }
    deliveries_.emplace(name, delivery);
  }
  TraceStep& add(Delivery& delivery, const Json& line) {
    delivery.step = trace_.steps.size();
    TraceStep& step = trace_.steps.emplace_back();
    step.at_ms = line.at("at_ms");
    step.delivery = delivery.number;
    step.service = delivery.service;
    step.who = trace_.deliveries[std::size_t(delivery.number)];
    return step;
  }
  void ask(Delivery& delivery, const Json& line) {
    const Json& request = line.at("request");
    TraceStep& step = add(delivery, line);
    step.port = request.at("port");
    sim::Port& port = (*ports_)[ports_->number_of(step.port)];
    delivery.action = port.learn_from(request, delivery.service_number, {});
    step.request = port.request(delivery.action);
  }
  void tell(Delivery& delivery, const Json& line) {
    if (delivery.action < 0) return;
    TraceStep& step = trace_.steps[delivery.step];
    const sim::Port& port = (*ports_)[ports_->number_of(step.port)];
    step.reply = port.reply(delivery.action, line.at("reply"));
    for (std::size_t i = 0; i < step.reply.parts.size() && i < step.request.parts.size(); ++i)
      step.request.parts[i].result = step.reply.parts[i];
    delivery.action = -1;
  }
  void end(Delivery& delivery, const Json& line) {
    delivery.has_ended = true;
    if (line.at("result") == "dropped") return die(delivery);
    if (line.at("result") == "threw") trace_.steps[delivery.step].failure = line.at("why");
  }
  void die(const Delivery& delivery) {
    TraceStep& step = trace_.steps[delivery.step];
    step.dies = true;
    step.faults.emplace_back("crash");
    ++trace_.faults;
  }

  const std::function<bool(const Json& event)>& wanted_;
  sim::Scenario scenario_;
  sim::SharedTables tables_;
  std::optional<sim::WorldPorts> ports_;
  std::map<std::string, Delivery> deliveries_;
  std::map<std::string, int> copies_;
  Trace trace_;
};

}  // namespace

std::vector<Json> read_journals(const std::filesystem::path& folder) {
  std::vector<Json> lines;
  for (const auto& file : std::filesystem::directory_iterator{folder}) {
    if (file.path().extension() != ".jsonl") continue;
    std::ifstream input{file.path()};
    for (std::string text; std::getline(input, text);) {
      Json line = Json::parse(text, nullptr, false);
      if (line.contains("real_us")) lines.push_back(std::move(line));  // the last may be cut short
    }
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Json& a, const Json& b) { return a.at("real_us") < b.at("real_us"); });
  return lines;
}

Trace trace_of_journal(const std::vector<Json>& lines, const std::vector<eda::Service>& services,
                       const std::function<bool(const Json& event)>& wanted) {
  Story story{services, wanted};
  for (const Json& line : lines) story.take(line);
  return story.trace();
}

}  // namespace real
