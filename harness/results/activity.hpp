#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace results {

/// Points for passing. All hidden families have equal weight, and each is all or nothing.
struct Points {
  int visible = 20;
  int hidden = 80;
  std::map<std::string, int> stretch;  ///< family -> bonus on top of the hundred
};

/// A part of an activity that an agenda may run in less time than the whole.
struct ShortForm {
  std::string name;  ///< "draw only"
  int minutes = 0;
  bool operator==(const ShortForm&) const = default;
};

/// Description of an activity. Its only source is exercises/NN_name/activity.json.
struct Activity {
  std::string title;  ///< "Three Tickets, One Pizza"
  std::string idea;   ///< one sentence
  int minutes = 0;
  std::string track;                  ///< pre-work | core | deep dive | full day | self-paced
  std::vector<std::string> files;     ///< of an answer: "correlator.cpp", "rules/large.json"
  std::string suite;                  ///< the file that is a suite of tests; empty: none is
  std::vector<std::string> services;  ///< of its header: "kitchen::service"; empty without code
  Points points;
  std::vector<std::string> prerequisites;  ///< folders: "00_lost_update"
  int size_lines = 0;                      ///< lines of the reference answer
  std::vector<std::string> hints;          ///< three, from a question to nearly the answer
  std::vector<ShortForm> short_forms;      ///< for agendas; mostly one or two
};

/// True for a file of an answer that is compiled. The others are data, which the tests read.
bool is_code(std::string_view file);

/// Reads the activity in `folder` of `root`/exercises. Throws BadInput.
Activity read_activity(const std::filesystem::path& root, const std::string& folder);

}  // namespace results
