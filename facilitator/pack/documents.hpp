#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pack/agenda.hpp"
#include "pack/notes.hpp"

namespace facilitator {

/// A generated file, by its path below facilitator/.
struct Document {
  std::string name;
  std::string text;
};

/// The files that documents are generated from.
struct Sources {
  std::filesystem::path root;
  std::vector<Agenda> agendas;
  std::vector<ActivityNotes> activities;

  const ActivityNotes& activity(const std::string& folder) const;
  /// Returns what to give away at half time of a slot; empty: nothing.
  std::string half_time_move(const Row& row) const;
};

/// Returns agenda-NAME.md: the timetable and the script of each slot.
Document agenda_page(const Sources& sources, const Agenda& agenda);
/// Returns shared_notes-NAME.md: what a notes-taker fills in.
Document shared_notes(const Sources& sources, const Agenda& agenda);
/// Returns debrief_prompts.md, with a card for each activity.
Document debrief_prompts(const Sources& sources);
/// Returns answer_keys.md: for each activity why its answer is right, and the wrong ones.
Document answer_keys(const Sources& sources);
/// Returns cards.md, with the checklists.
Document cards(const Sources& sources);
/// Returns mapping.md, with the section "The same write elsewhere" of each activity.
Document mapping(const Sources& sources);
/// Returns clock.html: the page of the timekeeper with all agendas in it.
Document clock_page(const Sources& sources);

/// Returns sheets of paper as SVG. A sheet whose activity does not exist is left out.
std::vector<Document> printed_sheets(const Sources& sources);

}  // namespace facilitator
