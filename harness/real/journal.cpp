#include "real/journal.hpp"

namespace real {

Journal::Delivery::Delivery(Journal& journal, const std::string& service, const Event& event)
    : journal_{journal}, name_{journal.worker_ + "/" + std::to_string(++journal.deliveries_)} {
  Json line = Json::object();
  line["kind"] = "begins";
  line["delivery"] = name_;
  line["service"] = service;
  line["event"] = eda::to_json(event);
  journal_.write(std::move(line));
}

void Journal::Delivery::note(const char* kind, const char* name, const Json& value) {
  Json line = Json::object();
  line["kind"] = kind;
  line["delivery"] = name_;
  line[name] = value;
  journal_.write(std::move(line));
}

void Journal::Delivery::ends(const char* result, const std::string& why) {
  Json line = Json::object();
  line["kind"] = "ends";
  line["delivery"] = name_;
  line["result"] = result;
  line["why"] = why;
  journal_.write(std::move(line));
}

void Journal::write(Json line) {
  const std::lock_guard lock{mutex_};
  line["real_us"] = std::chrono::duration_cast<std::chrono::microseconds>(
                        std::chrono::system_clock::now().time_since_epoch())
                        .count();
  line["at_ms"] = pace_.now_ms() - pace_.start_ms;
  file_ << line.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
}

}  // namespace real
