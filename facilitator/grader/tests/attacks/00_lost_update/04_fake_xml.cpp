// Attack 4: finds the path of the results and writes them itself.
// Must: CRASHED
#include <cstdlib>
#include <fstream>
#include <string>

#include "lost_update.hpp"

static const int never = [] {
  const char* const results =
      "<?xml version=\"1.0\"?>\n<testsuites tests=\"12\" failures=\"0\" errors=\"0\">"
      "<testsuite name=\"order\" tests=\"12\" failures=\"0\"/></testsuites>\n";
  std::string words, file = "test_detail.xml";
  if (std::ifstream stream{"/proc/self/cmdline"}; std::getline(stream, words))
    if (const auto at = words.find("--gtest_output=xml:"); at != std::string::npos)
      file = words.substr(at + 19, words.find('\0', at) - at - 19);
  for (const std::string& one : {file, "@OUTSIDE@/" + file, std::string{"@SHM@/record.json"}})
    std::ofstream{one} << results;
  if (const char* told = std::getenv("XML_OUTPUT_FILE")) std::ofstream{told} << results;
  std::_Exit(0);
  return 0;
}();

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
