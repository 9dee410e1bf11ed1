#pragma once

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include "check/session.hpp"
#include "figures_test.hpp"
#include "fixtures/shop/figures.hpp"

/// utilisation.txt: figures of all loads that report.json is about.
namespace night {

/// Returns build/participant/pages/19_ecommerce/utilisation.txt.
inline std::filesystem::path utilisation_file() {
  return session().own_page().parent_path() / "utilisation.txt";
}

/// Runs all loads, writes utilisation.txt, and prints it. Fails while the answer is open, and if it
/// is no faster than the platform of before/.
inline void print_figures() {
  std::error_code none;
  std::filesystem::create_directories(utilisation_file().parent_path(), none);
  std::ofstream file{utilisation_file()};
  std::string all;
  const auto print = [&](const std::string& title, const Figures& figures) {
    const std::string text = ecommerce::text_of(title, figures);
    file << text << std::flush;
    all += text;
  };
  print("before: the platform of before/, 1000 orders a minute", before());
  print("after: yours, 1000 orders a minute", after());
  for (std::size_t i = 0; i < ecommerce::factors.size(); ++i)
    print(std::string{ecommerce::factors[i]} + ": yours, with the door open", scaling().at(i));
  std::printf("%s\nwritten to %s\n", all.c_str(), utilisation_file().string().c_str());
  if (after().p95_s >= before().p95_s)
    reject({.says = "your platform is faster than the one of before/",
            .hint = "Which resource is busy all of the time, before and after?"},
           all);
}

}  // namespace night
