#pragma once

#include <string>
#include <vector>

namespace facilitator {

/// A sheet of A4 as SVG, with lengths in points. Text is 12 points or larger.
class Paper {
 public:
  enum class Format { portrait, landscape };

  /// `title` is also the accessible name of the drawing.
  Paper(Format format, const std::string& title, const std::string& note);

  double width() const { return width_; }
  double height() const { return height_; }

  /// Draws one line of text with its base line at `y`. `style`: further attributes.
  void text(double x, double y, const std::string& line, const std::string& style = "");
  /// Draws one line of code. `look`: a further class, such as "faint".
  void code(double x, double y, const std::string& line, const std::string& look = "");
  /// Draws a paragraph at most `width` wide, and returns the base line below it.
  double paragraph(double x, double y, double width, const std::string& words,
                   const std::string& style = "");
  void line(double x1, double y1, double x2, double y2, const std::string& style = "");
  void box(double x, double y, double width, double height, const std::string& style = "");

  std::string svg() const;

 private:
  double width_, height_;
  std::string body_, title_;
};

/// Returns the words of `text` in lines of at most `columns` characters.
std::vector<std::string> wrapped(const std::string& text, std::size_t columns);

}  // namespace facilitator
