#include "fixtures/shop/trial_shops.hpp"
#include "probe_test.hpp"

using namespace night;

TEST(sim, e2e_test_quality) {
  (void)own_shop();  // says first what is still open
  const std::string says = "the test passes on each shop that works";
  const Rule patient{.says = says,
                     .hint =
                         "Your test failed an honest platform that was merely busy: wait for "
                         "idle, not for seconds."};
  const Rule fair{.says = says,
                  .hint =
                      "This shop has your shipping.cpp. Is it that, or does your test ask for "
                      "more than was promised?"};
  const Rule strict{.says = "the test fails on each shop that does not work",
                    .hint = "What has this customer got, and what has he paid?"};
  for (int time = 1; time <= 3; ++time) {
    for (const auto& [name, services] : ecommerce::working_shops(own_shipping()))
      if (const std::string reason = tried(services, Platform{}); !reason.empty())
        FAIL() << broken(name == "its carrier is slow" ? patient : fair,
                         "  A shop that works; " + name + ". Your test: " + reason);
    for (const auto& [name, services] : ecommerce::broken_shops(own_shipping()))
      if (tried(services, Platform{}).empty())
        FAIL() << broken(strict, "  A shop that does not work; " + name + ". Your test passes.");
  }
}
