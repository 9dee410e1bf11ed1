#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace grader {

/// The files that somebody wants of a report; empty: that one is not wanted.
struct Reports {
  std::filesystem::path junit, markdown, gradescope, classroom, html;
  bool names = false;                     ///< the page of the room shows who is who
  std::filesystem::path root = OOO_ROOT;  ///< of the kit: catalogues and the page's template
};

/// Writes what is wanted of `document` (report.schema.json). Throws results::BadInput where the
/// document is none or a report cannot be made of it, std::system_error where it cannot be written.
void write_reports(const nlohmann::json& document, const Reports& wanted);

/// The table of a room for a terminal. Throws results::BadInput.
std::string room_text(const nlohmann::json& document);

/// The page of a room, of the kit in `wanted.root` and with `wanted.names`. Throws
/// results::BadInput.
std::string room_html(const nlohmann::json& document, const Reports& wanted);

/// Writes a file by another name and renames it, so that nobody ever reads half of one. What is no
/// file (/dev/stdout) is written as it is. Throws std::system_error.
void write_whole(const std::filesystem::path& file, std::string_view text);

}  // namespace grader
