// Attack: sends a report of its own, before the tests run, and ends.
// Must: FAIL
#include <unistd.h>

#include "kitchen_under_test.hpp"

static const int forged = [] {
  const eda::Json report = eda::Json::parse(
      R"({"do": "done", "tests": [{"name": "Kitchen.all", "failed": true, "message": "",
          "calm_world": true}]})");
  const std::vector<std::uint8_t> body = eda::Json::to_cbor(report);
  const unsigned char header[4]{static_cast<unsigned char>(body.size()), 0, 0, 0};
  char order = 0;
  [[maybe_unused]] auto put = read(3, &order, 1);  // the judge has asked
  put = write(4, header, sizeof header);
  put = write(4, body.data(), body.size());
  _exit(0);
  return 0;
}();

TEST(Kitchen, all) {}
