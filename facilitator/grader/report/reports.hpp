#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace grader {

/// The requested files of a report; empty: not requested.
struct Reports {
  std::filesystem::path junit, markdown, gradescope, classroom, html;
  std::filesystem::path clock;            ///< folder for the clock page with the room's figures
  bool names = false;                     ///< show names on the page of the room
  bool live = false;                      ///< see report::Look
  std::filesystem::path root = OOO_ROOT;  ///< of the kit: catalogues and the page's template
};

/// Writes the requested files for `document` (report.schema.json). Throws results::BadInput if it
/// is no valid document or does not fit a format, std::system_error if a file cannot be written.
void write_reports(const nlohmann::json& document, const Reports& wanted);

/// Returns the table of a room for a terminal. Without `names`, it has made-up names, in their
/// order, and no text of participants. Throws results::BadInput.
std::string room_text(const nlohmann::json& document, bool names = true);

/// Returns the page of a room, of the kit in `wanted.root` and with `wanted.names`. Throws
/// results::BadInput.
std::string room_html(const nlohmann::json& document, const Reports& wanted);

/// Writes clock.html and the figures of the room that it shows into `folder`, from the kit in
/// `wanted.root`. The figures are counts, also with `wanted.names`. Throws as write_reports().
void write_clock(const nlohmann::json& document, const Reports& wanted,
                 const std::filesystem::path& folder);

/// Writes a file by another name and renames it, so that a reader never sees half of it. Other
/// kinds of files (/dev/stdout) are written directly. Throws std::system_error.
void write_whole(const std::filesystem::path& file, std::string_view text);

}  // namespace grader
