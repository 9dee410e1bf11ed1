#include "check/page.hpp"

#include <fmt/format.h>

#include <cassert>
#include <fstream>
#include <string_view>

#include "check/page_templates.hpp"

namespace check {

namespace {

/// The end of the line of a template that receives the data, and the text that they replace.
constexpr std::string_view place = R"(type="application/json">null</script>)";
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

/// Writes a template with its data. Returns an error message of one sentence; empty: no error.
std::string write_filled(const std::filesystem::path& file, std::string page,
                         const eda::Json& data) {
  const std::size_t at = page.find(place);
  assert(at != std::string::npos && "a template has a line for the data");
  page.replace(at + place.find(nothing), nothing.size(), embedded(data));
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  std::ofstream output{file, std::ios::binary};
  if (!(output << page << std::flush)) return fmt::format("{} cannot be written", file.string());
  return "";
}

}  // namespace

std::string write_page(const std::filesystem::path& file, const eda::Json& failing,
                       const eda::Json& passing) {
  return write_filled(file, viewer_template(),
                      {{"version", 1}, {"failing", failing}, {"passing", passing}});
}

std::string write_play(const std::filesystem::path& file, const eda::Json& play) {
  return write_filled(file, play_template(), play);
}

std::string write_charts(const std::filesystem::path& file, const eda::Json& charts) {
  return write_filled(file, charts_template(), charts);
}

}  // namespace check
