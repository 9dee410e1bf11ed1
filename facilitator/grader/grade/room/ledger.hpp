#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "grade/room/journal.hpp"

namespace grader {

/// An answer that is judged once, whoever has handed it in.
struct Case {
  std::string activity;  ///< folder
  std::string hash;      ///< of the answer

  friend auto operator<=>(const Case&, const Case&) = default;
};

/// What has been handed in and what became of it. All of it is in the journal in `folder`, and the
/// answers beside it, so that older ones can be judged again by another kit.
class Ledger {
 public:
  /// Verdicts count that `kit` has reached, with hidden tests or without.
  struct Judge {
    std::string kit;
    bool hidden = false;
  };
  Ledger(const std::filesystem::path& folder, Judge judge);

  /// Another answer of `name`; nothing when it has been handed in before.
  void hand_in(const std::string& name, const std::string& activity, const std::string& text);
  void begins(const Case& judged);
  void ends(const Case& judged, const eda::Json& answer, const eda::Json& cost);

  /// The different answers that `name` has handed in, in that order.
  std::vector<Case> attempts(const std::string& name, const std::string& activity) const;
  /// nullptr: it has not been judged. An INFRA_ERROR is no verdict.
  const eda::Json* verdict(const Case& judged) const;
  /// The INFRA_ERROR that came instead; nullptr: none.
  const eda::Json* misfortune(const Case& judged) const;
  /// Throws std::runtime_error when it is no longer what was handed in.
  std::string text(const Case& judged) const;

 private:
  void take(const eda::Json& step);
  std::filesystem::path file_of(const Case& judged) const;

  std::filesystem::path folder_;
  Judge judge_;
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> handed_in_;
  std::map<Case, eda::Json> verdicts_, misfortunes_;
  Journal journal_;
};

}  // namespace grader
