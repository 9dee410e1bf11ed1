// grade one ANSWER: what an answer is worth. grade room FOLDER: what all answers in it are worth.
// grade ci: the answers of a checkout. grade merge: reports of several rooms as one. grade verify:
// how well answers are shut in here. grade render: a report in other formats. grade catalogue: the
// wrong answers that we know.
// Exit codes: 0 a verdict was reached, whatever it is; 1 it was not (INFRA_ERROR), or the level or
// the points are below what they should be; 2 the command line makes no sense.

#include "grade/commands/command_line.hpp"

int main(int count, char** arguments) { return grader::run_command_line(count, arguments); }
