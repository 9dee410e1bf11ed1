#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/sample_room.hpp"

/// Documents for tests of reports.
namespace grader::samples {

inline nlohmann::json read(const std::string& file) {
  std::ifstream stream{file};
  return nlohmann::json::parse(stream);
}

/// Returns the same room with that submission only.
inline nlohmann::json room_of(const std::string& name) {
  nlohmann::json document = room();
  nlohmann::json all = document["submissions"];
  document["submissions"] = nlohmann::json::array();
  for (nlohmann::json& submission : all)
    if (submission["name"] == name) document["submissions"].push_back(std::move(submission));
  return document;
}

/// Text of a participant who attacks each format of a report.
inline const std::string hostile =
    std::string{"]]>", 3} + "<script>alert(1)</script>" + "<img src=x onerror=alert(1)>" +
    "\x1b[2J|`x`|```\n" + "::error::x\n##[error]x\n<!-- @everyone --> & &lt; '\" \\x" +
    std::string("\0", 1) + "\xff\xc3\xe2\x80\xae \r\n---\n# x\n</pre>" +
    "</main></td>@ROOM@ [[ATTACHMENT|/etc/passwd]] ${{ secrets.X }}";

/// Returns the sample room with `text` in place of each text of a participant.
inline nlohmann::json room_with(const std::string& text) {
  nlohmann::json document = room();
  int number = 0;
  for (nlohmann::json& submission : document["submissions"]) {
    submission["name"] = text + std::to_string(number++);
    if (submission["answers"].empty()) submission["sentence"] = text;
    for (nlohmann::json& answer : submission["answers"]) {
      answer["sentence"] = answer["details"] = answer["rule"] = text;
      for (nlohmann::json& failure : answer["failures"])
        failure["words"] = failure["rule"] = failure["hint"] = text;
    }
  }
  return document;
}

}  // namespace grader::samples
