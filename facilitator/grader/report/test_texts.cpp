#include "report/test_texts.hpp"

#include <fstream>
#include <iterator>
#include <regex>

namespace grader::report {

namespace {

namespace fs = std::filesystem;

/// Returns `literal` without quotes and escapes.
std::string unescaped(const std::string& literal) {
  std::string text;
  for (std::size_t i = 1; i + 1 < literal.size(); ++i) {
    if (literal[i] != '\\') {
      text += literal[i];
      continue;
    }
    ++i;
    text += literal[i] == 'n' ? '\n' : literal[i];
  }
  return text;
}

}  // namespace

std::set<std::string> texts_in(const std::string& source) {
  // comments, characters and raw strings are matched so that no literal begins in them
  static const std::regex token{
      R"re(//[^\n]*|'(?:\\.|[^'\\])'|R"\((?:[^)]|\)[^"])*\)"|("(?:\\.|[^"\\])*")|(\S))re"};
  std::set<std::string> texts;
  std::string text;
  bool is_open = false;
  const auto end_text = [&] {
    if (is_open) texts.insert(text);
    text.clear();
    is_open = false;
  };
  for (std::sregex_iterator it{source.begin(), source.end(), token}, end; it != end; ++it) {
    if ((*it)[1].matched) {
      text += unescaped((*it)[1]);
      is_open = true;
    } else {
      end_text();
    }
  }
  end_text();
  return texts;
}

std::set<std::string> texts_in_tests(const fs::path& root, const std::string& folder) {
  std::set<std::string> texts;
  for (const char* tree : {"exercises", "facilitator"}) {
    if (!exists(root / tree / folder)) continue;
    for (const auto& entry : fs::directory_iterator{root / tree / folder}) {
      const std::string name = entry.path().filename().string();
      if (!name.ends_with("_test.cpp") && !name.ends_with(".hpp")) continue;
      std::ifstream stream{entry.path(), std::ios::binary};
      texts.merge(texts_in({std::istreambuf_iterator<char>{stream}, {}}));
    }
  }
  return texts;
}

}  // namespace grader::report
