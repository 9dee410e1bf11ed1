#include "fixtures/shop/alarms.hpp"
#include "fixtures/shop/handover.hpp"
#include "report_test.hpp"

using namespace night;

namespace {

void judge(const ecommerce::Verdict& objection) {
  if (objection) reject({.says = objection->says, .hint = objection->hint}, objection->found);
}

/// Fails with one sentence unless `object` in report.json has these two numbers.
void needs_figures(const std::string& object) {
  for (const char* figure : {"/orders_per_minute", "/p95_s"})
    part(object + figure, Kind::number, "report.json");
}

}  // namespace

TEST(lint, report) {
  const Figures& measured = after();
  part("/bottleneck/resource", Kind::text, "report.json");
  for (const char* run : {"/bottleneck/before", "/bottleneck/after"}) needs_figures(run);
  part("/cost_per_1000", Kind::number, "report.json");
  const std::size_t count = part("/recommendations", Kind::list, "report.json").size();
  for (std::size_t i = 0; i < std::max<std::size_t>(2, count); ++i)
    for (const char* member : {"/change", "/because_of"})
      part("/recommendations/" + std::to_string(i) + member, Kind::text, "report.json");
  judge(ecommerce::objection_to_report(document("report.json"), before(), measured));
}

TEST(lint, scaling) {
  const ecommerce::Scaling& measured = scaling();
  for (const char* factor : ecommerce::factors) needs_figures(std::string{"/scaling/"} + factor);
  for (const char* member : {"/scaling/breaks_at", "/scaling/resource"})
    part(member, Kind::text, "report.json");
  judge(ecommerce::objection_to_scaling(document("report.json"), measured));
}

TEST(lint, handover) {
  const ecommerce::Routes ran = ecommerce::routes_of(ecommerce::flows_of(own_platform()));
  judge(ecommerce::objection_to_flow(text("architecture.md"), ran));
  judge(ecommerce::objection_to_event_sourced(text("architecture.md"),
                                              {"order", "payment", "inventory"}));
  for (const char* hole :
       {"/channels/parcelDelivered/address", "/components/correlationIds/order/location"})
    part(hole, Kind::text, "asyncapi.json");
  part("/components/schemas/shipped", Kind::object, "asyncapi.json");
  judge(ecommerce::objection_to_asyncapi(document("asyncapi.json"),
                                         facilitator("asyncapi.schema.json")));
  judge(ecommerce::objection_to_runbook(
      text("runbook.md"),
      {ecommerce::backlog_age, ecommerce::dead_letters, ecommerce::payment_errors}));
}
