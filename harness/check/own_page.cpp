#include "check/own_page.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "check/page.hpp"

namespace check {
namespace {

eda::Json (*charts_of_this_program)() = nullptr;

}  // namespace

OwnPage::OwnPage(eda::Json (*charts)()) { charts_of_this_program = charts; }

int draw_own_page(const std::filesystem::path& file) {
  if (charts_of_this_program == nullptr) {
    fmt::print(stderr, "this activity has no page of its own; name one of its tests\n");
    return 2;
  }
  std::string trouble;
  try {
    trouble = write_charts(file, charts_of_this_program());
  } catch (const std::exception& error) {
    trouble = fmt::format("your code threw an exception: {}", error.what());
  }
  fmt::print("{}\n", trouble.empty() ? "  Drawn: " + file.string() : "  Not drawn: " + trouble);
  return trouble.empty() ? 0 : 1;
}

}  // namespace check
