#include "lint/finding.hpp"

#include <map>
#include <utility>

namespace lint {

std::string source_of(const std::string& rule) {
  static const std::map<std::string, std::string> sources{
      {"json", "RFC 8259, The JavaScript Object Notation Data Interchange Format"},
      {"cloudevents", "CloudEvents 1.0.2 and its JSON format"},
      {"time", "event checklist, line 6: includes a timestamp (RFC 3339)"},
      {"type-name", "CloudEvents 1.0.2, attribute type; event checklist, line 4: semantic type"},
      {"command", "emit facts, not commands"},
      {"rpc", "do not use events as remote procedure calls"},
      {"correlation", "event checklist, line 3: has a correlation id"},
      {"context", "a consumer must not have to call back for the fact itself"},
      {"ownership", "event checklist, line 5: contains only data that the service owns"},
      {"publisher", "a service publishes events of its own domain only"},
      {"personal-data", "do not put sensitive data into events without encryption"},
      {"secret", "do not put sensitive data into events without encryption"},
      {"money", "money is an integer of minor units, or decimal text, with its currency"},
      {"size", "event checklist, line 8: size below 256 KB (EventBridge, PutEvents entry)"},
      {"blob", "claim check: store large or binary content, and send a reference"},
      {"identity", "CloudEvents 1.0.2: source and id identify one event; checklist, line 2"},
      {"cycle", "do not create circular dependencies of events"},
      {"placeholder", "an event states facts, not blanks of a template"}};
  return sources.at(rule);
}

void Findings::add(const eda::Json::json_pointer& below, const char* rule, std::string what,
                   std::string cure) {
  all_->push_back({event_->file, event_->line, (event_->place / below).to_string(), rule,
                   std::move(what), std::move(cure)});
}

}  // namespace lint
