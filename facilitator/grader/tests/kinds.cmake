# Two tiny activities whose answers are not handlers, for kinds_test: see ../../grading.md.
set(kinds "${CMAKE_CURRENT_SOURCE_DIR}/kinds")

add_executable(grader_pattern_judge EXCLUDE_FROM_ALL
  kinds/event_pattern_test.cpp ../judge/data_main.cpp)
target_include_directories(grader_pattern_judge PRIVATE .. "${PROJECT_SOURCE_DIR}/harness")
target_link_libraries(grader_pattern_judge PRIVATE ooo_testing ooo_eda GTest::gmock)

set(header inspector.hpp)
set(services "&inspector::service")
configure_file(../subject/services.cpp.in inspector_services.cpp @ONLY)
set(named "${CMAKE_CURRENT_BINARY_DIR}/inspector_services.cpp")
add_library(grader_inspector_services STATIC EXCLUDE_FROM_ALL "${named}")
target_compile_options(grader_inspector_services PRIVATE -O2 ${warnings})
target_include_directories(grader_inspector_services PRIVATE .. "${PROJECT_SOURCE_DIR}/harness" "${kinds}")
target_link_libraries(grader_inspector_services PRIVATE nlohmann_json::nlohmann_json)
add_executable(grader_suite_judge EXCLUDE_FROM_ALL kinds/inspector.cpp kinds/inspector_test.cpp "${named}"
  ../judge/main.cpp)
target_include_directories(grader_suite_judge PRIVATE "${kinds}")
target_link_libraries(grader_suite_judge PRIVATE ooo_debuggable ooo_testing ooo_check grader_judge)
list(JOIN judge_first "," first)
target_link_options(grader_suite_judge PRIVATE "LINKER:--whole-archive,${first},--no-whole-archive")

add_executable(grader_kinds_test EXCLUDE_FROM_ALL kinds_test.cpp)
target_link_libraries(grader_kinds_test PRIVATE ooo_testing ooo_check grader_grade)
target_include_directories(grader_kinds_test PRIVATE "${PROJECT_SOURCE_DIR}/harness")
target_compile_definitions(grader_kinds_test PRIVATE OOO_KINDS="${kinds}"
  OOO_GRADER_KIT="${PROJECT_BINARY_DIR}/grader.json"
  OOO_PATTERN_JUDGE="$<TARGET_FILE:grader_pattern_judge>"
  OOO_SUITE_JUDGE="$<TARGET_FILE:grader_suite_judge>"
  OOO_SUITE_SERVICES="$<TARGET_FILE:grader_inspector_services>")
add_dependencies(grader_kinds_test
  grader_pattern_judge grader_suite_judge grader_inspector_services)
gtest_add_tests(TARGET grader_kinds_test SOURCES kinds_test.cpp TEST_PREFIX grader.
  TEST_LIST kinds_tests)
set_tests_properties(${kinds_tests} PROPERTIES LABELS grader FIXTURES_REQUIRED "kit;grader"
  TIMEOUT ${no_time_limit})
