# Two tiny activities whose answers are not one file of code, in kinds/: 90 is one file of data, 91
# has two files of code and two of data. They are proved as the activities of the kit are, and
# kinds_test grades answers to them. And a test suite as an answer: see ../../grading.md.
set(kinds "${CMAKE_CURRENT_SOURCE_DIR}/kinds")
set(kinds_build "${PROJECT_BINARY_DIR}/kinds")

function(add_kinds)
  set(activities_root "${kinds}")
  set(activities_build "${kinds_build}")
  add_activity(90_event_pattern)
  add_activity(91_toll)
  write_manifest()
  grade_activities()
  get_property(graders GLOBAL PROPERTY grader_targets)
  list(FILTER graders INCLUDE REGEX "^grader_9")
  set(kinds_graders ${graders} PARENT_SCOPE)
endfunction()
add_kinds()

set(include "#include \"inspector.hpp\"")
set(services "&inspector::service")
configure_file(../subject/services.cpp.in inspector_services.cpp @ONLY)
set(named "${CMAKE_CURRENT_BINARY_DIR}/inspector_services.cpp")
add_library(grader_inspector_services STATIC EXCLUDE_FROM_ALL "${named}")
target_compile_options(grader_inspector_services PRIVATE -O2 ${warnings})
target_include_directories(grader_inspector_services PRIVATE
  .. "${PROJECT_SOURCE_DIR}/harness" "${kinds}")
target_link_libraries(grader_inspector_services PRIVATE nlohmann_json::nlohmann_json)
add_executable(grader_suite_judge EXCLUDE_FROM_ALL
  kinds/inspector.cpp kinds/inspector_test.cpp "${named}" ../judge/main.cpp)
target_include_directories(grader_suite_judge PRIVATE "${kinds}")
target_link_libraries(grader_suite_judge PRIVATE ooo_debuggable ooo_testing ooo_check grader_judge)
list(JOIN judge_first "," first)
target_link_options(grader_suite_judge PRIVATE "LINKER:--whole-archive,${first},--no-whole-archive")

add_executable(grader_kinds_test EXCLUDE_FROM_ALL kinds_test.cpp)
target_link_libraries(grader_kinds_test PRIVATE ooo_testing ooo_check grader_grade)
target_include_directories(grader_kinds_test PRIVATE "${PROJECT_SOURCE_DIR}/harness")
target_compile_definitions(grader_kinds_test PRIVATE OOO_KINDS="${kinds}"
  OOO_GRADE="$<TARGET_FILE:grade>"
  OOO_GRADER_KIT="${PROJECT_BINARY_DIR}/grader.json"
  OOO_KINDS_KIT="${kinds_build}/grader.json"
  OOO_SUITE_JUDGE="$<TARGET_FILE:grader_suite_judge>"
  OOO_SUITE_SERVICES="$<TARGET_FILE:grader_inspector_services>")
add_dependencies(grader_kinds_test
  grade ${kinds_graders} grader_suite_judge grader_inspector_services)
gtest_add_tests(TARGET grader_kinds_test SOURCES kinds_test.cpp TEST_PREFIX grader.
  TEST_LIST kinds_tests)
set_tests_properties(${kinds_tests} PROPERTIES LABELS grader FIXTURES_REQUIRED "kit;grader"
  TIMEOUT ${no_time_limit})
