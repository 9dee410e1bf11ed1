#include "pack/paper.hpp"

#include <fmt/format.h>

#include <sstream>

namespace facilitator {
namespace {

constexpr double margin = 40, line_height = 15.5, text_width = 5.9;

/// Returns `text` as the content of an element.
std::string escaped(const std::string& text) {
  std::string all;
  for (const char c : text) {
    if (c == '&')
      all += "&amp;";
    else if (c == '<')
      all += "&lt;";
    else if (c == '"')
      all += "&quot;";
    else
      all += c;
  }
  return all;
}

}  // namespace

Paper::Paper(Format format, const std::string& title, const std::string& note)
    : width_{format == Format::portrait ? 595.0 : 842.0},
      height_{format == Format::portrait ? 842.0 : 595.0},
      title_{title} {
  text(margin, 54, title, R"(class="title")");
  double y = 78;
  for (const std::string& row : wrapped(note, std::size_t((width_ - 2 * margin) / text_width))) {
    text(margin, y, row);
    y += line_height;
  }
}

void Paper::text(double x, double y, const std::string& line, const std::string& style) {
  body_ += fmt::format("  <text x=\"{}\" y=\"{}\"{}{}>{}</text>\n", x, y, style.empty() ? "" : " ",
                       style, escaped(line));
}

void Paper::code(double x, double y, const std::string& line, const std::string& look) {
  const std::string classes = look.empty() ? "code" : "code " + look;
  text(x, y, line, fmt::format(R"(class="{}" xml:space="preserve")", classes));
}

double Paper::paragraph(double x, double y, double width, const std::string& words,
                        const std::string& style) {
  for (const std::string& row : wrapped(words, std::size_t(width / text_width))) {
    text(x, y, row, style);
    y += line_height;
  }
  return y;
}

void Paper::line(double x1, double y1, double x2, double y2, const std::string& style) {
  body_ += fmt::format("  <line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"{}{}/>\n", x1, y1, x2, y2,
                       style.empty() ? "" : " ", style);
}

void Paper::box(double x, double y, double width, double height, const std::string& style) {
  body_ += fmt::format("  <rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{}{}/>\n", x, y, width,
                       height, style.empty() ? "" : " ", style);
}

std::string Paper::svg() const {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" width=\"{}pt\" "
      "height=\"{}pt\" role=\"img\" aria-label=\"{}\">\n"
      "  <style>\n"
      "    text {{ font: 12px 'DejaVu Sans Condensed', Arial, sans-serif; fill: #111 }}\n"
      "    .title {{ font-size: 22px; font-weight: bold }} .bold {{ font-weight: bold }}\n"
      "    .code {{ font-family: 'DejaVu Sans Mono', monospace }} .faint {{ fill: #555 }}\n"
      "    line, rect {{ stroke: #111; fill: none }}\n"
      "  </style>\n{}</svg>\n",
      width_, height_, width_, height_, escaped(title_), body_);
}

std::vector<std::string> wrapped(const std::string& text, std::size_t columns) {
  std::vector<std::string> rows;
  std::istringstream words{text};
  for (std::string word; words >> word;) {
    if (rows.empty() || rows.back().size() + 1 + word.size() > columns)
      rows.push_back(word);
    else
      rows.back() += " " + word;
  }
  return rows;
}

}  // namespace facilitator
