#include "check/page.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <string_view>

namespace check {

namespace {

/// The line of the template that receives the schedules, and the text that they replace.
constexpr std::string_view place = R"(<script id="traces" type="application/json">null</script>)";
constexpr std::string_view nothing = "null";

/// Returns JSON that is safe inside a script element: nothing in it ends the element.
std::string embedded(const eda::Json& json) {
  std::string text;
  for (const char c : json.dump(-1, ' ', false, eda::Json::error_handler_t::replace)) {
    if (c == '<')
      text += "\\u003c";
    else
      text += c;
  }
  return text;
}

}  // namespace

std::string write_page(const std::filesystem::path& file, const eda::Json& failing,
                       const eda::Json& passing) {
  std::ifstream input{OOO_VIEWER_TEMPLATE, std::ios::binary};
  std::string page{std::istreambuf_iterator<char>{input}, {}};
  const std::size_t at = page.find(place);
  if (at == std::string::npos)
    return fmt::format("{} is missing or is not the template of a page", OOO_VIEWER_TEMPLATE);
  const eda::Json traces{{"version", 1}, {"failing", failing}, {"passing", passing}};
  page.replace(at + place.find(nothing), nothing.size(), embedded(traces));
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  std::ofstream output{file, std::ios::binary};
  if (!(output << page << std::flush)) return fmt::format("{} cannot be written", file.string());
  return "";
}

}  // namespace check
