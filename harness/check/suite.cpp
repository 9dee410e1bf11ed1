#include "check/suite.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string_view>

#include "check/guard.hpp"
#include "eda/detail/text.hpp"

namespace check {
namespace {

constexpr std::size_t message_bytes_max = 4'000, name_bytes_max = 200, tests_max = 1'000;

std::string name_of(const testing::TestInfo& test) {
  return fmt::format("{}.{}", test.test_suite_name(), test.name());
}

/// Calls each(test) for the tests of the suite.
template <typename Each>
void for_each_test(const Each& each) {
  const testing::UnitTest& all = *testing::UnitTest::GetInstance();
  for (int i = 0; i < all.total_test_suite_count(); ++i)
    for (int j = 0; j < all.GetTestSuite(i)->total_test_count(); ++j) {
      const testing::TestInfo& test = *all.GetTestSuite(i)->GetTestInfo(j);
      if (is_of_a_suite(test.file())) each(test);
    }
}

Json result_of(const testing::TestInfo& info) {
  const testing::TestResult& result = *info.result();
  Json test = Json::object();
  test["name"] = eda::detail::as_utf8(name_of(info), name_bytes_max);
  test["failed"] = result.Failed();
  test["message"] = "";
  test["calm_world"] = false;
  for (int i = 0; i < result.test_property_count(); ++i)
    if (result.GetTestProperty(i).key() == std::string_view{"calm_world"})
      test["calm_world"] = true;
  for (int i = result.total_part_count(); i-- > 0;)
    if (const testing::TestPartResult& part = result.GetTestPartResult(i); part.failed())
      test["message"] = eda::detail::as_utf8(part.message(), message_bytes_max);
  return test;
}

SuiteRun read_results(const Json& done) {
  SuiteRun run;
  if (done.at("tests").size() > tests_max) throw std::invalid_argument{"it has too many tests"};
  for (const Json& one : done.at("tests")) {
    SuiteRun::Test test{.failed = one.at("failed"),
                        .message = one.at("message"),
                        .drives_calm_world = one.at("calm_world")};
    test.message = eda::detail::as_utf8(test.message, message_bytes_max);
    run.tests[eda::detail::as_utf8(one.at("name").get<std::string>(), name_bytes_max)] = test;
  }
  return run;
}

}  // namespace

void run_suite(Link& link) {
  const Json orders = link.receive();
  set_service_under_test(remote_service(orders.at("service"), link));
  std::string filter = "-*";
  for_each_test([&](const testing::TestInfo& test) {
    filter = (filter == "-*" ? "" : filter + ":") + name_of(test);
  });
  GTEST_FLAG_SET(filter, filter);
  GTEST_FLAG_SET(shuffle, true);
  GTEST_FLAG_SET(random_seed, orders.at("seed").get<int>());
  testing::TestEventListeners& listeners = testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  [[maybe_unused]] const int told_test_by_test = RUN_ALL_TESTS();
  Json done = Json::object();
  done["do"] = "done";
  done["tests"] = Json::array();
  for_each_test([&](const testing::TestInfo& test) {
    if (test.should_run()) done["tests"].push_back(result_of(test));
  });
  link.send(done);
}

SuiteRun judge_suite(Link& link, const eda::Service& service, int seed) {
  Json orders = Json::object();
  orders["seed"] = seed;
  orders["service"] = shape_of(service);
  link.send(orders);
  ServiceHost host{service};
  while (true) {
    const Json command = link.receive();
    if (command.at("do") == "done") return read_results(command);
    if (const auto reply = host.carry_out(command)) link.send(*reply);
  }
}

}  // namespace check
