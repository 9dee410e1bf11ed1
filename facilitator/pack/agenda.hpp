#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace facilitator {

/// One slot of an agenda: slides, an activity, or talk without either.
struct Row {
  int begin = 0;  ///< minutes after the start of the workshop
  int minutes = 0;
  std::string title;
  std::string deck;                 ///< "SL1"; its slides fill the slot
  std::string activity;             ///< "03_correlator"
  std::string form;                 ///< name of its short form; empty: the whole activity
  std::string demo;                 ///< heading in demos.md
  std::vector<std::string> sheets;  ///< names in print/, without extension
  int half_time = 0;                ///< minutes into the slot; 0: there is no half-time move
  std::string move;                 ///< half-time move; empty: that in the notes of the activity
  std::string cue;                  ///< the first thing to say or to do
  std::string cut;                  ///< a part to leave out when the workshop is late
};

struct Agenda {
  std::string name;   ///< "90": the part of its file's name after "agenda-"
  std::string title;  ///< "90 minutes: the core workshop"
  std::string people;
  int minutes = 0;
  std::vector<Row> rows;
};

/// Reads facilitator/agenda.json. Throws results::BadInput, also if slots do not add up, or if a
/// slot is shorter than its activity or short form.
std::vector<Agenda> read_agendas(const std::filesystem::path& root);

/// "0-5" for the minutes of a slot.
std::string span_of(const Row& row);

}  // namespace facilitator
