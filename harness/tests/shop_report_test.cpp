#include <gmock/gmock.h>

#include <fstream>

#include "fixtures/json_schema.hpp"
#include "fixtures/shop/handover.hpp"

/// Judgements on the report and on the hand-over documents of activity 19.
namespace {

using ecommerce::Figures, ecommerce::Verdict;
using eda::Json;
using testing::HasSubstr;

std::string text(const std::string& path) {
  std::ifstream file{std::string{OOO_TEST_DATA} + "/../../../" + path};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// Rule that is broken; empty: none.
std::string rule(const Verdict& verdict) { return verdict ? verdict->says : ""; }

const Figures before{240, 1800, 0.4, {{"offer#1", 1.0}, {"cards", 0.96}, {"queue:a", 0.2}}};
const Figures after{1000, 9, 0.5, {{"offer#1/1", 0.5}, {"cards", 0.83}}};

Json part(const Figures& figures) {
  return {{"orders_per_minute", figures.orders_per_minute}, {"p95_s", figures.p95_s}};
}
Json report() {
  Json report{{"cost_per_1000", 0.5}};
  report["bottleneck"] = {
      {"resource", "offer#1"}, {"before", part(before)}, {"after", part(after)}};
  report["recommendations"] = {{{"change", "leases"}, {"because_of", "offer#1"}},
                               {{"change", "more cards at once"}, {"because_of", "cards"}}};
  return report;
}
std::string rule_for(const Json& report) {
  return rule(ecommerce::objection_to_report(report, before, after));
}

TEST(ShopReport, MayBeFivePercentOff) {
  Json near = report();
  near["bottleneck"]["before"]["p95_s"] = 1800 * 1.049;
  near["cost_per_1000"] = 0.5 * 0.951;
  near["bottleneck"]["resource"] = "cards";
  EXPECT_EQ(rule_for(near), "");
  for (const char* place :
       {"/bottleneck/before/p95_s", "/bottleneck/after/orders_per_minute",
        "/bottleneck/before/orders_per_minute", "/bottleneck/after/p95_s", "/cost_per_1000"}) {
    Json far = report();
    Json& value = far[Json::json_pointer{place}];
    value = value.get<double>() * 1.051;
    EXPECT_THAT(rule_for(far), HasSubstr("within 5 %")) << place;
  }
}

TEST(ShopReport, NamesTheBusiestResourceByItsMeasure) {
  for (const char* resource : {"CPU", "queue:a", "offer#1/1", ""}) {
    Json wrong = report();
    wrong["bottleneck"]["resource"] = resource;
    const Verdict verdict = ecommerce::objection_to_report(wrong, before, after);
    EXPECT_THAT(rule(verdict), HasSubstr("busiest resource")) << resource;
    EXPECT_THAT(verdict->hint, HasSubstr("`offer#1`"));
    EXPECT_THAT(verdict->found, HasSubstr("offer#1                         100.0 % busy"));
  }
}

TEST(ShopReport, RecommendsWhatRelievesAResourceThatIsBusy) {
  for (const auto& [cause, is_right] :
       {std::pair{"offer#1/1", true}, {"offer#1", true}, {"queue:a", false}, {"CPU", false}}) {
    Json some = report();
    some["recommendations"][1]["because_of"] = cause;
    EXPECT_EQ(rule_for(some).empty(), is_right) << cause;
  }
}

TEST(ShopReport, IsOfAPlatformThatHasBecomeBetter) {
  Json same = report();
  same["bottleneck"]["after"] = part(before);
  same["cost_per_1000"] = before.cost_per_1000;
  EXPECT_THAT(rule(ecommerce::objection_to_report(same, before, before)),
              HasSubstr("after is better"));
}

Json scaling(const ecommerce::Scaling& runs, const std::string& breaks_at,
             const std::string& resource) {
  Json scaling{{"breaks_at", breaks_at}, {"resource", resource}};
  for (std::size_t i = 0; i < runs.size(); ++i) scaling[ecommerce::factors[i]] = part(runs[i]);
  return {{"scaling", scaling}};
}

TEST(ShopScaling, BreaksWhereTheLimitIsPassedFirst) {
  const Figures slow{1300, 200, 1, {{"cards", 1.0}, {"offer#1", 0.5}}};
  const ecommerce::Scaling runs{after, after, slow, slow};
  const auto rule_of = [&](const Json& report) {
    return rule(ecommerce::objection_to_scaling(report, runs));
  };
  EXPECT_EQ(rule_of(scaling(runs, "x4", "cards")), "");
  EXPECT_THAT(rule_of(scaling(runs, "x8", "cards")), HasSubstr("smallest factor"));
  EXPECT_THAT(rule_of(scaling(runs, "none", "cards")), HasSubstr("smallest factor"));
  EXPECT_THAT(rule_of(scaling(runs, "x4", "offer#1")), HasSubstr("busiest"));
  EXPECT_THAT(rule_of(scaling({after, after, after, slow}, "x4", "cards")),
              HasSubstr("within 5 %"));
}

TEST(ShopScaling, MayNotBreakAtAll) {
  const ecommerce::Scaling runs{after, after, after, after};
  const auto rule_of = [&](const char* at) {
    return rule(ecommerce::objection_to_scaling(scaling(runs, at, "cards"), runs));
  };
  EXPECT_EQ(rule_of("none"), "");
  EXPECT_THAT(rule_of("x8"), HasSubstr("smallest factor"));
}

const ecommerce::Routes routes{{"order.placed", {"order", {"payment", "inventory"}}},
                               {"shipping.delivered", {"shipping"}}};

TEST(FlowTable, IsComparedAsSets) {
  const std::string head = "# Shop\n\n| event | publisher | readers |\n|---|---|---|\n";
  const auto rule_of = [&](const std::string& rows) {
    return rule(ecommerce::objection_to_flow(head + rows, routes));
  };
  const std::string placed = "| order.placed | order | inventory, payment |\n";
  const std::string delivered = "| `com.shop.shipping.delivered` | `shipping` | none |\n";
  EXPECT_EQ(rule_of(placed + delivered), "");
  EXPECT_EQ(rule_of(delivered + placed + "\n| service | why |\n|---|---|\n| x | y |\n"), "");
  for (const std::string& wrong : {placed, delivered, placed + delivered + placed, std::string{},
                                   placed + "| shipping.delivered | ? | none |\n",
                                   placed + "| shipping.delivered | shipping | views |\n",
                                   placed + delivered + "| order.lost | order | none |\n",
                                   "| order.placed | order | payment |\n" + delivered})
    EXPECT_NE(rule_of(wrong), "") << wrong;
}

TEST(EventSourced, NamesTheServicesWithAReason) {
  const auto rule_of = [](const std::string& lines) {
    return rule(ecommerce::objection_to_event_sourced(
        "## Event sourced\n\n" + lines + "\n## More\n", {"order", "payment"}));
  };
  EXPECT_EQ(rule_of("- `order`: why\n- payment: because\n"), "");
  EXPECT_NE(rule_of("- `order`: why\n"), "");
  EXPECT_NE(rule_of("- `order`:\n- payment: because\n"), "");
  EXPECT_NE(rule_of("- `order`: why\n- payment: because\n- views: they are fast\n"), "");
}

TEST(Runbook, HasItsHeadingsAndTheAlarmsThatExist) {
  const std::string page =
      "# Runbook\n## What you see\n`backlog-age` or `dead-letters`\n## What it means\nx\n"
      "## First five minutes\nx\n## How to redrive\n`workshop` and `offer#1`\n## Who to call\nx\n";
  const auto rule_of = [](const std::string& text, const ecommerce::Names& alarms) {
    return rule(ecommerce::objection_to_runbook(text, alarms));
  };
  EXPECT_EQ(rule_of(page, {"backlog-age", "dead-letters"}), "");
  EXPECT_THAT(rule_of(page, {"backlog-age"}), HasSubstr("does not exist"));
  EXPECT_THAT(rule_of(page, {"backlog-age", "dead-letters", "payment-errors"}),
              HasSubstr("names each alarm"));
  EXPECT_THAT(rule_of(page.substr(0, page.size() - 2), {"backlog-age", "dead-letters"}),
              HasSubstr("five headings"));
}

TEST(AsyncApi, OfOurAnswerIsValidAndEachChangeOfTheHolesIsSeen) {
  ASSERT_TRUE(json_schema::is_available());
  const Json schema = Json::parse(text("facilitator/19_ecommerce/asyncapi.schema.json"));
  const Json ours = Json::parse(text("solutions/19_ecommerce/asyncapi.json"));
  const Json given = Json::parse(text("exercises/19_ecommerce/asyncapi.json"));
  EXPECT_NE(json_schema::complaints_about(given, schema), "") << "it has holes";
  const auto rule_with = [&](const char* place, const Json& value) {
    Json changed = ours;
    changed[Json::json_pointer{place}] = value;
    return rule(ecommerce::objection_to_asyncapi(changed, schema));
  };
  EXPECT_EQ(rule_with("/info/title", "Ours"), "");
  EXPECT_THAT(rule_with("/info/titel", "Ours"), HasSubstr("is valid"));
  EXPECT_THAT(rule_with("/asyncapi", "2.6.0"), HasSubstr("is valid"));
  const char* const location = "/components/correlationIds/order/location";
  EXPECT_EQ(rule_with(location, "$message.payload#/data/orderId"), "");
  for (const char* wrong :
       {"$message.payload#/id", "$message.payload#/data/order", "orderId",
        "$message.payload#/subject", "$message.header#/orderId", "$message.payload#/data~"})
    EXPECT_NE(rule_with(location, wrong), "") << wrong;
  EXPECT_THAT(rule_with("/channels/parcelDelivered/address", "parcel.delivered"),
              HasSubstr("address of a channel"));
  const char* const shipped = "/components/schemas/shipped";
  const Json texts = {{"orderId", {{"type", "string"}}}, {"customer", {{"type", "string"}}}};
  const Json both{"orderId", "customer"};
  const Json loose{{"required", both}}, tight{{"required", both}, {"properties", texts}};
  EXPECT_EQ(rule_with(shipped, tight), "");
  EXPECT_EQ(rule_with(shipped, {{"$ref", "#/components/schemas/fact"}}), "");
  EXPECT_NE(rule_with(shipped, {{"$ref", "#/components/schemas/none"}}), "");
  Json weighs = tight;
  weighs["required"].push_back("weight");
  for (const Json& wrong :
       {Json::object(), Json{{"type", "object"}}, loose, weighs, Json{{"properties", texts}},
        Json{{"type", "parcel"}}, Json{{"pattern", "("}}})
    EXPECT_NE(rule_with(shipped, wrong), "") << wrong;
}

}  // namespace
