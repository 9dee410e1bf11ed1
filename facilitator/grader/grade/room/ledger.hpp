#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "grade/kit.hpp"
#include "grade/room/journal.hpp"

namespace grader {

/// An answer that is judged once, for all who have handed it in.
struct Case {
  std::string activity;  ///< folder
  std::string hash;      ///< of the answer

  friend auto operator<=>(const Case&, const Case&) = default;
};

/// The submitted answers and their results. They are in the journal in `folder`. The texts of the
/// answers are beside it, so that another kit can judge older ones again.
class Ledger {
 public:
  /// Only verdicts of `kit` count, with or without hidden tests as requested.
  struct Judge {
    std::string kit;
    bool hidden = false;
  };
  Ledger(const std::filesystem::path& folder, Judge judge);

  /// Adds an answer of `name`. Does nothing if it has been handed in before.
  void hand_in(const std::string& name, const std::string& activity, const Files& files);
  void begins(const Case& judged);
  void ends(const Case& judged, const eda::Json& answer, const eda::Json& cost);

  /// Returns the different answers that `name` has handed in, in that order.
  std::vector<Case> attempts(const std::string& name, const std::string& activity) const;
  /// Returns the verdict; nullptr: it has not been judged. An INFRA_ERROR is no verdict.
  const eda::Json* verdict(const Case& judged) const;
  /// Returns the INFRA_ERROR in place of a verdict; nullptr: none.
  const eda::Json* misfortune(const Case& judged) const;
  /// Returns its files. Throws std::runtime_error if one no longer has the submitted text.
  Files files(const Case& judged) const;

 private:
  void take(const eda::Json& step);
  /// Path of the text with that hash. Files with the same text are one.
  std::filesystem::path file_of(const std::string& name, const std::string& hash) const;

  std::filesystem::path folder_;
  Judge judge_;
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> handed_in_;
  std::map<Case, std::map<std::string, std::string>> hashes_;  ///< of the files, by their names
  std::map<Case, eda::Json> verdicts_, misfortunes_;
  Journal journal_;
};

}  // namespace grader
