#pragma once

#include <filesystem>
#include <vector>

#include "eda/json.hpp"
#include "lint/finding.hpp"
#include "lint/owners.hpp"
#include "lint/vocabulary.hpp"

namespace lint {

/// Finds breaches of the rules of events. The rules know no domain: words are in the vocabulary,
/// services and their data in the owners file.
class Linter {
 public:
  Linter(Vocabulary vocabulary, Owners owners);

  /// Findings of one event; their file is empty.
  std::vector<Finding> check(const eda::Json& event) const;

  /// Findings of each event, and of all of them together, in order of the events.
  std::vector<Finding> check(const std::vector<Event>& events) const;

 private:
  Vocabulary vocabulary_;
  Owners owners_;
};

/// Returns the linter with the vocabulary of the checkout `root`, and with the owners of `owners`,
/// or of the checkout if that is empty. Throws InvalidData.
Linter read_linter(const std::filesystem::path& root, const std::filesystem::path& owners = {});

}  // namespace lint
