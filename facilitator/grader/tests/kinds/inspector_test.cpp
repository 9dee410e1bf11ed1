// The laboratories run in the judge; the suite sees only their events.

#include "inspector.hpp"

#include "check/check.hpp"

using namespace check;

namespace {

struct LabPorts {
  eda::Bus& bus;
};

eda::Event said_by_the_lab(const std::string& type, const std::string& id) {
  eda::Event event{type};
  event.source = "lab";
  event.id = id;
  event.time = eda::from_rfc3339("2026-01-13T10:00:00Z");
  return event;
}

using Doubling = int (*)(int);

template <Doubling doubled>
eda::Task<> on_asked(eda::Event asked, LabPorts io) {
  eda::Event replied = said_by_the_lab("com.lab.replied", "reply-to-" + asked.id);
  const int number = asked.data.at("number");
  replied.data = {{"number", number}, {"double", doubled(number)}};
  [[maybe_unused]] const eda::PublishResult result = co_await io.bus.publish(replied);
}

template <Doubling doubled>
bool is_rejected() {
  const eda::Service lab{"lab", "com.lab.", {eda::on({"com.inspector.asked"}, on_asked<doubled>)}};
  const Outcome inspection = run({.services = {inspector::service, lab},
                                  .events = {said_by_the_lab("com.lab.opened", "opened")}});
  return !inspection.facts("com.inspector.rejected").empty();
}

int adds(int n) { return n + n; }
int shifts(int n) { return 2 * n; }
int squares(int n) { return n * n; }
int forgets_large_ones(int n) { return n < 100 ? 2 * n : n; }
int always_four(int) { return 4; }

}  // namespace

TEST(order, accepts_what_is_right) {
  EXPECT_FALSE(is_rejected<adds>());
  EXPECT_FALSE(is_rejected<shifts>());
}
TEST(reorder, rejects_squares) { EXPECT_TRUE(is_rejected<squares>()); }
TEST(duplicate, rejects_what_forgets) { EXPECT_TRUE(is_rejected<forgets_large_ones>()); }
TEST(failure, rejects_a_constant) { EXPECT_TRUE(is_rejected<always_four>()); }
