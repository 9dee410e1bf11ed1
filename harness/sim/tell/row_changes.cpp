#include "sim/tell/row_changes.hpp"

namespace sim {

using eda::Json;

namespace {

Members differences(const Json& before, const Json& after) {
  Members names;
  if (!before.is_object() || !after.is_object()) return names;
  for (const auto& [name, value] : after.items())
    if (!before.contains(name) || before.at(name) != value) names.insert(name);
  return names;
}

}  // namespace

void RowChanges::put(const std::string& key, const Json& value, bool is_written) {
  changed_[key] = differences(rows_[key], value);
  if (is_written) rows_[key] = value;
}

void RowChanges::note(const Request& request, const Reply& reply) {
  const bool is_written =
      reply.result == Result::written || (reply.result == Result::unknown && reply.version > 0);
  if (request.verb == "put") put(request.key, request.value, is_written);
  if (request.verb == "update" && is_written && !reply.value.is_null())
    put(request.key, reply.value, true);
  if (request.verb == "erase" && is_written) rows_.erase(request.key);
  for (const Part& part : request.parts) {
    if (part.verb == "put") put(part.key, part.value, is_written);
    if (part.verb == "erase" && is_written) rows_.erase(part.key);
  }
}

const Members& RowChanges::of(const std::string& key) const {
  static const Members none;
  const auto found = changed_.find(key);
  return found == changed_.end() ? none : found->second;
}

}  // namespace sim
