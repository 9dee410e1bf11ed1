#include "ports/metrics/metrics_port.hpp"

#include <gmock/gmock.h>

#include "tests/port_alone.hpp"

namespace {

using namespace alone;

class MetricsAlone : public PortAlone<sim::MetricsProxy> {
 public:
  MetricsAlone() : PortAlone{port} {}
  sim::MetricsPort port;

  std::string counted() const { return port.book(now.state).at("counted").dump(); }
};

auto count(std::string name, int by = 1) {
  return [=](eda::Metrics& metrics) { return metrics.count(name, by); };
}

TEST(Metrics, KeepNamesAndNoNumbers) {
  MetricsAlone metrics;
  EXPECT_EQ(metrics.counted(), "[]");
  metrics.told(count("b"));
  metrics.told(count("a", 7));
  const int once = metrics.now.state;
  metrics.told(count("a"));
  EXPECT_EQ(metrics.now.state, once);
  EXPECT_EQ(metrics.counted(), R"(["a","b"])");
}

TEST(Metrics, CommuteWithEverything) {
  MetricsAlone metrics;
  EXPECT_TRUE(metrics.is_independent(count("a")));
}

TEST(Metrics, SayWhatIsCounted) {
  MetricsAlone metrics;
  const int action = metrics.port.learn(action_of<sim::MetricsProxy>(count("conflicts", 2)), 0);
  EXPECT_EQ(sim::request_words(metrics.port.request(action)), "count conflicts 2");
}

}  // namespace
