# Sets `programs` to the programs of all wrong answers of `root` that were built into `bin`, and
# `tests` to the test that each of them says it is rejected by.
file(GLOB answers "${root}/facilitator/*/wrong/*.cpp")
set(programs "")
set(tests "")
foreach(answer IN LISTS answers)
  cmake_path(GET answer STEM name)
  string(REGEX MATCH "facilitator/([0-9][0-9])_" _ "${answer}")
  list(APPEND programs "${bin}/${CMAKE_MATCH_1}_wrong_${name}")
  file(STRINGS "${answer}" rejected REGEX "^// Rejected by: ")
  string(REPLACE "// Rejected by: " "" test "${rejected}")
  list(APPEND tests "${test}")
endforeach()
