#include <fmt/format.h>

#include <pugixml.hpp>
#include <sstream>

#include "report/formats.hpp"
#include "report/plain.hpp"

namespace grader::report {

namespace {

/// Limit of a text, so that a room of hundreds fits into GitLab's limit of 30 MB per file.
constexpr std::size_t junit_words_max = 16 * 1024;

void set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(value.c_str());
}

void add_property(pugi::xml_node properties, const char* name, const std::string& value) {
  pugi::xml_node property = properties.append_child("property");
  set(property, "name", name);
  set(property, "value", value);
}

/// Adds a `failure` or an `error` with its text. GitLab shows the text, not the message.
void add_outcome(pugi::xml_node test, const char* kind, const std::string& type,
                 const std::string& message, const std::string& words) {
  pugi::xml_node outcome = test.append_child(kind);
  set(outcome, "type", one_line(type));
  set(outcome, "message", one_line(message));
  outcome.text().set(clipped(words.empty() ? message : words, junit_words_max).c_str());
}

std::string words_of(const Line& line, const std::string& diagnosis) {
  if (line.failure == nullptr) return "This family does not hold.";
  if (line.failure->test.empty()) return "A test of this family does not hold.";
  return line.failure->test + " does not hold.\n" + diagnosis + line.failure->words;
}

struct Counts {
  int tests = 0, failures = 0, errors = 0, skipped = 0;
};

void write_counts(pugi::xml_node suite, const Counts& counts) {
  suite.append_attribute("tests").set_value(counts.tests);
  suite.append_attribute("failures").set_value(counts.failures);
  suite.append_attribute("errors").set_value(counts.errors);
  suite.append_attribute("skipped").set_value(counts.skipped);
}

/// The testcases of one suite.
class Suite {
 public:
  Suite(pugi::xml_node root, std::string name) : node_{root.append_child("testsuite")} {
    name_ = one_line(name);
    set(node_, "name", name_);
    properties_ = node_.append_child("properties");
  }
  void property(const char* name, const std::string& value) {
    add_property(properties_, name, value);
  }
  void passes(const std::string& test) { (void)add(test); }
  void skips(const std::string& test) {
    add(test).append_child("skipped");
    ++counts_.skipped;
  }
  void fails(const std::string& test, const std::string& words) {
    add_outcome(add(test), "failure", "failure", test + " does not hold", words);
    ++counts_.failures;
  }
  void errs(const std::string& test, const std::string& type, const std::string& sentence,
            const std::string& words) {
    add_outcome(add(test), "error", type, sentence, words);
    ++counts_.errors;
  }
  void close() { write_counts(node_, counts_); }

 private:
  pugi::xml_node add(const std::string& test) {
    ++counts_.tests;
    pugi::xml_node node = node_.append_child("testcase");
    set(node, "classname", name_);
    set(node, "name", one_line(test));
    return node;
  }

  pugi::xml_node node_, properties_;
  std::string name_;
  Counts counts_;
};

bool was_judged(const Answer& answer) {
  return answer.verdict == "PASS" || answer.verdict == "FAIL";
}

void add_answer(Suite& suite, const Document& document, const Answer& answer,
                const Activity& activity) {
  suite.property("kit", document.kit);
  suite.property("level", answer.level);
  suite.property("verdict", answer.verdict);
  suite.property("points", fmt::format("{}/{}", answer.points, answer.points_max));
  suite.property("bonus", std::to_string(answer.bonus));
  suite.property("attempt", std::to_string(answer.attempt));
  suite.property("hidden_tests_ran", answer.hidden_tests_ran ? "true" : "false");
  const std::vector<Line> lines = lines_of(answer, activity);
  for (const Line& line : lines) {
    const std::string name = activity.number + "." + line.family;
    if (line.state == Line::State::holds)
      suite.passes(name);
    else if (line.state == Line::State::not_judged)
      suite.skips(name);
    else
      suite.fails(name, words_of(line, diagnosis_at(line, lines, answer)));
  }
  // without families in the report there is still a verdict
  if (answer.families.empty() || !was_judged(answer)) {
    const std::string name = activity.number + ".verdict";
    if (answer.verdict == "PASS")
      suite.passes(name);
    else if (!answer.was_handed_in())
      suite.skips(name);
    else if (answer.verdict == "FAIL")
      suite.fails(name, answer.sentence);
    else
      suite.errs(name, answer.verdict, answer.sentence,
                 answer.sentence + (answer.details.empty() ? "" : "\n" + answer.details));
  }
}

}  // namespace

std::string junit(const Document& document) {
  pugi::xml_document xml;
  pugi::xml_node declaration = xml.append_child(pugi::node_declaration);
  set(declaration, "version", "1.0");
  set(declaration, "encoding", "UTF-8");
  pugi::xml_node root = xml.append_child("testsuites");
  set(root, "name", "Out of Order");
  for (const Submission& submission : document.submissions) {
    const std::string name = one_line(submission.name);
    if (submission.answers.empty() || !submission.sentence.empty()) {
      Suite suite{root, name};
      suite.property("kit", document.kit);
      suite.errs("intake", "NOT_GRADED", submission.sentence, "");
      suite.close();
      continue;
    }
    for (const Answer& answer : submission.answers) {
      Suite suite{root, name + "." + answer.activity};
      add_answer(suite, document, answer, *document.activity(answer.activity));
      suite.close();
    }
  }
  std::ostringstream stream;
  xml.save(stream, "  ");
  return stream.str();
}

}  // namespace grader::report
