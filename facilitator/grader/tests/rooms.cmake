# Whole programs and whole rooms.

list(APPEND programs grader grader_answers grader_kinds_test grader_room_test)

# `grade` as a program, also killed
set(tests durability_test.cpp room_test.cpp commands_test.cpp watch_room_test.cpp)
add_executable(grader_room_test EXCLUDE_FROM_ALL ${tests})
target_link_libraries(grader_room_test PRIVATE
  ooo_testing ooo_check grader_grade LibArchive::LibArchive)
target_compile_definitions(grader_room_test PRIVATE
  OOO_GRADE="$<TARGET_FILE:grade>" OOO_ROOT="${PROJECT_SOURCE_DIR}")
gtest_add_tests(TARGET grader_room_test SOURCES ${tests} TEST_PREFIX grader. TEST_LIST rooms)
set_tests_properties(${rooms} PROPERTIES LABELS grader FIXTURES_REQUIRED "kit;grader"
  TIMEOUT ${no_time_limit})
include(kinds.cmake)

include(answers.cmake)

add_test(NAME grader.verify COMMAND grade verify)
set_tests_properties(grader.verify PROPERTIES LABELS grader FIXTURES_REQUIRED "kit;grader"
  TIMEOUT ${no_time_limit})

add_test(NAME grader.gradescope COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/gradescope.sh"
  $<TARGET_FILE:grade> "${PROJECT_SOURCE_DIR}")
set_tests_properties(grader.gradescope PROPERTIES LABELS grader FIXTURES_REQUIRED "kit;grader"
  TIMEOUT ${no_time_limit})
may_skip(grader.gradescope)
