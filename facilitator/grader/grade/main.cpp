// grade one ANSWER: grades one answer. grade room FOLDER: grades all answers in a folder. grade ci:
// grades the answers of a checkout. grade merge: merges reports of several rooms. grade verify:
// tests the boxes of this machine. grade render: writes a report in other formats. grade catalogue:
// grades the known wrong answers.
// Exit codes: 0 a verdict was reached, whatever it is; 1 it was not (INFRA_ERROR), or the level or
// the points are below the required ones; 2 the command line is wrong.

#include "grade/commands/command_line.hpp"

int main(int count, char** arguments) { return grader::run_command_line(count, arguments); }
