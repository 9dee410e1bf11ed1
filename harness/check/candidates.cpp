#include "check/candidates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace check {
namespace {

std::vector<Candidate>& known() {
  static std::vector<Candidate> known;
  return known;
}

std::set<std::string>& suite_files() {
  static std::set<std::string> files;
  return files;
}

std::optional<eda::Service>& under_test() {
  static std::optional<eda::Service> service;
  return service;
}

}  // namespace

const std::vector<Candidate>& candidates() { return known(); }

CandidateOfThisProgram::CandidateOfThisProgram(Candidate candidate) {
  known().push_back(std::move(candidate));
  std::ranges::sort(known(), [](const Candidate& a, const Candidate& b) {
    return std::tie(a.kind, a.number) < std::tie(b.kind, b.number);
  });
}

SuiteFile::SuiteFile(const char* file) { suite_files().insert(file); }
bool is_of_a_suite(const char* file) { return file != nullptr && suite_files().contains(file); }

eda::Service service_under_test() {
  if (under_test()) return *under_test();
  if (known().empty()) throw std::logic_error{"this program has no service to test"};
  return known().front().service;
}

void set_service_under_test(eda::Service service) { under_test() = std::move(service); }

void set_service_under_test(const std::string& name) {
  std::vector<std::string> names;
  for (const Candidate& candidate : known()) {
    if (candidate.name == name) return set_service_under_test(candidate.service);
    names.push_back(candidate.name);
  }
  throw std::invalid_argument{
      fmt::format("--service={}: there are {}", name, fmt::join(names, ", "))};
}

}  // namespace check
