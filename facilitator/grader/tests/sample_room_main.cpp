// Prints the report of the sample room, for the tests of its page in a browser.
#include <cstdio>

#include "tests/sample_room.hpp"

int main() { std::puts(grader::samples::room().dump().c_str()); }
