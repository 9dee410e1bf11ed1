#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "eda/detail/text.hpp"
#include "lint/fields.hpp"
#include "lint/rules.hpp"

namespace lint {
namespace {

using eda::Json;
using eda::detail::in_quotes;
using Pointer = Json::json_pointer;

/// Data of another service in an event.
struct Foreign {
  const Service* owner;
  Pointer place;
  std::string what;
};

bool is_named_in(const Service& service, const Words& words) {
  return std::ranges::any_of(service.called, [&](const Words& name) { return has(words, name); });
}

/// True for an object with the attributes of an event.
bool is_event(const Json& value) {
  return value.is_object() &&
         (value.contains("specversion") || (value.contains("type") && value.contains("source") &&
                                            value.contains("id") && value.contains("data")));
}

/// True if an object has more than ids.
bool has_more_than_ids(const Json& value) {
  if (value.is_array())
    return std::any_of(value.begin(), value.end(), [](const Json& each) {
      return each.is_structured() && has_more_than_ids(each);
    });
  if (not value.is_object()) return false;
  for (const auto& [name, member] : value.items())
    if (not is_id(words_of(name)) && not member.is_null()) return true;
  return false;
}

class Walk {
 public:
  Walk(const Owners& owners, const Service* publisher, Findings& findings)
      : owners_{&owners}, publisher_{publisher}, findings_{&findings} {}

  /// False: nothing inside of the field is of interest.
  bool visit(const Field& field) {
    if (field.words.empty() || field.value->is_null()) return true;
    if (is_event(*field.value)) {
      findings_->add(field.place, "ownership",
                     fmt::format("{} forwards a whole event.", in_quotes(field.name)),
                     "Name its id in the attribute \"causationid\"; who needs it listens to it.");
      return false;
    }
    if (field.value->is_structured()) return visit_container(field);
    if (is_id(field.words)) return note_operation(field);
    return note_field(field);
  }

  void report() const {
    std::set<const Service*> owners;
    for (const Foreign& each : foreign_) owners.insert(each.owner);
    // Without knowing the publisher, a field of one service may well be its own.
    if (publisher_ != nullptr || owners.size() >= 2)
      for (const Foreign& each : foreign_)
        findings_->add(each.place, "ownership", each.what,
                       fmt::format("Leave it out; who needs it listens to the event of the {} "
                                   "service.",
                                   each.owner->name));
    if (publisher_ != nullptr && operations_.size() >= 2) report_operations();
  }

 private:
  bool visit_container(const Field& field) {
    if (field.object == nullptr) return true;  // its array has been visited
    const Service* named = owners_->called(field.words);
    const bool is_own = named == publisher_ || owners_->owners_of(field.words).contains(publisher_);
    if (named == nullptr || is_own || not has_more_than_ids(*field.value)) return note_field(field);
    foreign_.push_back(
        {named, field.place,
         fmt::format("{} forwards data of the {} service.", in_quotes(field.name), named->name)});
    return false;
  }

  bool note_field(const Field& field) {
    if (field.object == nullptr) return true;
    const std::set<const Service*> owners = owners_->owners_of(field.words);
    if (owners.empty() || owners.contains(publisher_)) return true;
    const Service* owner = *owners.begin();
    foreign_.push_back(
        {owner, field.place,
         fmt::format("{} is data of the {} service.", in_quotes(field.name), owner->name)});
    return false;
  }

  bool note_operation(const Field& field) {
    const std::set<const Service*> operators = owners_->operators_of(field.words);
    if (not operators.empty() && not operators.contains(publisher_))
      operations_.emplace((*operators.begin())->name, field.place);
    return true;
  }

  void report_operations() const {
    std::string names;
    for (const auto& [name, place] : operations_) names += (names.empty() ? "" : " and ") + name;
    findings_->add(operations_.begin()->second, "ownership",
                   fmt::format("The event forwards ids of operations of {}.", names),
                   "Keep the business key; name the event before this one in \"causationid\".");
  }

  const Owners* owners_;
  const Service* publisher_;
  Findings* findings_;
  std::vector<Foreign> foreign_;
  std::map<std::string, Pointer> operations_;
};

}  // namespace

void check_ownership(const Json& event, const Owners& owners, Findings& findings) {
  const std::string type = text_of(event, "type");
  const Words entity = entity_of(type);
  const Service* by_type = owners.publisher_of(type);
  const bool is_listed = by_type != nullptr;
  if (not is_listed) by_type = owners.named_in(entity);
  const Service* by_source = owners.named_in(words_of(text_of(event, "source")));
  if (by_type != nullptr && by_source != nullptr && by_type != by_source &&
      (is_listed || not is_named_in(*by_source, entity)))
    findings.add(Pointer{"/type"}, "publisher",
                 fmt::format("{} publishes {}, which is for the {} service to say.",
                             in_quotes(text_of(event, "source")), in_quotes(type), by_type->name),
                 "Publish what has happened in your own service; the owner decides and says the "
                 "rest.");
  Walk walk{owners, by_source != nullptr ? by_source : by_type, findings};
  for_each_field_of_data(event, [&](const Field& field) { return walk.visit(field); });
  walk.report();
}

}  // namespace lint
