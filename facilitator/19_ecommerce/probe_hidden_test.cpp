#include "fixtures/shop/trial_shops.hpp"
#include "probe_test.hpp"

using namespace night;

TEST(sim, e2e_test_quality) {
  (void)own_shop();  // says first what is still open
  const Rule fair{.says = "the test passes on each shop that works",
                  .hint =
                      "Your test failed an honest platform that was merely busy: wait for "
                      "idle, not for seconds."};
  const Rule strict{.says = "the test fails on each shop that does not work",
                    .hint = "What has this customer got, and what has he paid?"};
  for (int time = 1; time <= 3; ++time) {
    for (const auto& [name, services] : ecommerce::working_shops(own_shipping()))
      if (const std::string reason = tried(services, Platform{}); !reason.empty())
        FAIL() << broken(fair, "  A shop that works; " + name + ". Your test: " + reason);
    for (const auto& [name, services] : ecommerce::broken_shops(own_shipping()))
      if (tried(services, Platform{}).empty())
        FAIL() << broken(strict, "  A shop that does not work; " + name + ". Your test passes.");
  }
}
