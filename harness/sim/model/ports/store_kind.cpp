#include "sim/model/port_kind.hpp"
#include "sim/model/ports/store_port.hpp"

namespace sim {

namespace {

/// Tests of an eda::Condition.
Field tests() {
  const Field path = form::optional(form::text("path"));
  const Field value = form::optional(form::any("value"));
  return form::objects(
      "condition", {"test",
                    {{{"version_is"}, {path, form::whole("value", INT32_MIN, INT32_MAX)}},
                     {{"absent", "present", "equals", "differs", "less", "has", "lacks", "contains",
                       "contains_not"},
                      {path, value}}}});
}

/// Steps of an eda::Update.
Field steps() {
  const Field path = form::text("path");
  return form::objects("value", {"do",
                                 {{{"add"}, {path, form::whole("value")}},
                                  {{"set", "set_if_missing", "insert", "remove"},
                                   {path, form::optional(form::any("value"))}}}});
}

/// `most`: how many there may be.
Field writes(std::int64_t least, std::int64_t most) {
  const Field key = form::key("key");
  const Field expires = form::optional(form::whole("expires"));
  return form::objects(
      "writes",
      {"verb",
       {{{"update"}, {key, tests(), steps(), expires}},
        {{"put", "erase", "check"}, {key, tests(), form::optional(form::any("value")), expires}}}},
      least, most);
}

}  // namespace

namespace ports {

PortKind store() {
  const auto port = [](const PortSetting& setting) -> std::unique_ptr<Port> {
    return std::make_unique<StorePort>(setting.tables, setting.own_number,
                                       setting.subscriptions_to(eda::Subscription::To::changes),
                                       setting.scenario.start, setting.scenario.rows,
                                       setting.scenario.store);
  };
  return port_kind<eda::Store, StoreProxy>(
      {.name = "store",
       .title = "store",
       .requests = {{{"get"}, {form::key("key"), form::flag("strong")}},
                    {{"query", "scan"}, {form::text("prefix"), form::flag("strong")}},
                    {{"query_page"},
                     {form::text("prefix"), form::text("after"), form::flag("strong")}},
                    {{"write"}, {writes(1, 1)}},
                    {{"transact"}, {writes(0, INT64_MAX), form::optional(form::text("token"))}}}},
      port);
}

}  // namespace ports

}  // namespace sim
