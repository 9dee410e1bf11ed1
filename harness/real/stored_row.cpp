#include "real/stored_row.hpp"

#include <string>

#include "sim/model/ports/refusals.hpp"
#include "sim/model/ports/store_rules.hpp"
#include "sim/model/ports/table.hpp"

namespace real {

Json told(const StoredRow& row) {
  Json json = Json::object();
  json["version"] = row.value ? row.version : 0;
  if (row.value) json["value"] = *row.value;
  if (row.value && row.expires) json["expires"] = *row.expires;
  return json;
}

bool allows(const StoredRow& row, const Json& write) {
  return sim::holds(write.at("condition"), row.value ? &*row.value : nullptr,
                    row.value ? row.version : 0);
}

std::optional<StoredRow> changed(const StoredRow& row, const Json& write) {
  const std::string verb = write.at("verb");
  if (verb == "check" || (verb == "erase" && !row.value)) return {};
  StoredRow after{.version = row.version + 1};
  if (verb == "put") {
    after.value = write.value("value", Json{});
    if (write.contains("expires")) after.expires = write.at("expires").get<std::int64_t>();
  } else if (verb == "update") {
    after.value =
        sim::updated(row.value ? *row.value : Json::object(), write.value("value", Json{}));
    after.expires = row.expires;
    sim::check_row(write.at("key"), *after.value);
  }
  return after;
}

Json reply_to_write(const Json& write, const StoredRow& after) {
  Json reply = sim::result_json("written");
  const Json& tests = write.at("condition");
  if (write.at("verb") == "update") reply["after"] = told(after);
  // a handler that asked for this version cannot know that an erased row has been there before
  if (write.at("verb") == "put" && tests.size() == 1 && tests[0].at("test") == "version_is" &&
      after.version != tests[0].at("value").get<int>() + 1)
    reply["version"] = after.version;
  return reply;
}

}  // namespace real
