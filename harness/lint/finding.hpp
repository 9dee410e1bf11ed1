#pragma once

#include <string>
#include <vector>

#include "eda/json.hpp"

namespace lint {

/// A breach of a rule.
struct Finding {
  std::string file;     ///< as it was named
  int line = 0;         ///< of JSON lines, from 1; 0: the file is one JSON text
  std::string pointer;  ///< JSON pointer (RFC 6901) in the file, or in the line; empty: all of it
  std::string rule;     ///< name of the rule: "personal-data"
  std::string what;     ///< one sentence
  std::string cure;     ///< one sentence, an imperative

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// Returns the source of a rule: a specification, or the page of the guide that asks for it.
/// REQUIRES: `rule` is the rule of a finding.
std::string source_of(const std::string& rule);

/// An event of a file.
struct Event {
  std::string file;
  int line = 0;
  eda::Json::json_pointer place;  ///< empty: all of the file or line
  eda::Json json;                 ///< any value
};

/// Collects the findings of one event.
class Findings {
 public:
  Findings(const Event& event, std::vector<Finding>& all) : event_{&event}, all_{&all} {}

  /// `below`: place in the event.
  void add(const eda::Json::json_pointer& below, const char* rule, std::string what,
           std::string cure);

 private:
  const Event* event_;
  std::vector<Finding>* all_;
};

}  // namespace lint
