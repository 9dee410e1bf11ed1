# Unit tests: readers of untrusted bytes, and reports of rooms.

set(tests grader_test.cpp protocol_test.cpp journal_test.cpp document_test.cpp capacity_test.cpp
  limits_test.cpp folder_watch_test.cpp)
add_executable(grader_test EXCLUDE_FROM_ALL ${tests})
target_link_libraries(grader_test PRIVATE
  ooo_testing ooo_check ooo_test_support grader_grade grader_judge)
target_precompile_headers(grader_test REUSE_FROM ooo_test_headers)
target_compile_definitions(grader_test PRIVATE OOO_CORPUS="${CMAKE_CURRENT_SOURCE_DIR}/corpus"
  OOO_FORK_SERVER="$<TARGET_FILE:grader_fork_server>")
add_dependencies(grader_test grader_fork_server)
gtest_add_tests(TARGET grader_test SOURCES ${tests} TEST_PREFIX grader. TEST_LIST units)
set_tests_properties(${units} PROPERTIES LABELS grader FIXTURES_REQUIRED "kit;grader"
  TIMEOUT ${no_time_limit})

# places and names of answers: each row of the table in grading.md
add_executable(grader_intake_test EXCLUDE_FROM_ALL intake_test.cpp names_test.cpp)
target_link_libraries(grader_intake_test PRIVATE
  ooo_testing ooo_check grader_grade LibArchive::LibArchive)
target_precompile_headers(grader_intake_test REUSE_FROM ooo_test_headers)
target_compile_definitions(grader_intake_test PRIVATE
  OOO_FORK_SERVER="$<TARGET_FILE:grader_fork_server>" OOO_UNPACK="$<TARGET_FILE:grader_unpack>")
add_dependencies(grader_intake_test grader_fork_server grader_unpack)
gtest_add_tests(TARGET grader_intake_test SOURCES intake_test.cpp names_test.cpp
  TEST_PREFIX grader. TEST_LIST units)
set_tests_properties(${units} PROPERTIES LABELS grader FIXTURES_REQUIRED "kit;grader"
  TIMEOUT ${no_time_limit})

# reports of rooms, from real documents
file(GLOB report_tests CONFIGURE_DEPENDS report_*test.cpp room_page_test.cpp)
add_executable(grader_sample_room EXCLUDE_FROM_ALL sample_room_main.cpp sample_room.cpp)
target_include_directories(grader_sample_room PRIVATE ..)
target_link_libraries(grader_sample_room PRIVATE ooo_tool nlohmann_json::nlohmann_json)
add_executable(grader_report_test EXCLUDE_FROM_ALL ${report_tests} sample_room.cpp)
target_link_libraries(grader_report_test PRIVATE
  ooo_testing ooo_check ooo_fixtures grader_grade pugixml::pugixml)
target_precompile_headers(grader_report_test REUSE_FROM ooo_test_headers)
target_compile_definitions(grader_report_test PRIVATE
  OOO_DATA="${CMAKE_CURRENT_SOURCE_DIR}/data")
gtest_add_tests(TARGET grader_report_test SOURCES ${report_tests} TEST_PREFIX grader.report.
  TEST_LIST units)
set_tests_properties(${units} PROPERTIES LABELS grader FIXTURES_REQUIRED "kit;grader"
  TIMEOUT ${no_time_limit})
list(APPEND programs grader_test grader_intake_test grader_report_test grader_sample_room)

# libFuzzer is a part of clang. Inputs that it finds go into corpus/ and stay there.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  file(GLOB protocol CONFIGURE_DEPENDS ../protocol/*.cpp)
  add_executable(grader_reply_fuzz EXCLUDE_FROM_ALL reply_fuzz.cpp ${protocol})
  target_include_directories(grader_reply_fuzz PRIVATE ..)
  target_link_libraries(grader_reply_fuzz PRIVATE ooo_optimised ooo_sim)
  target_compile_options(grader_reply_fuzz PRIVATE -fsanitize=fuzzer)
  target_link_options(grader_reply_fuzz PRIVATE -fsanitize=fuzzer)
  set(found "${CMAKE_CURRENT_BINARY_DIR}/found")
  file(MAKE_DIRECTORY "${found}")
  add_test(NAME grader.fuzz.reply COMMAND grader_reply_fuzz -runs=100000 -seed=1 -max_len=2048
    -max_total_time=60 "${found}" "${CMAKE_CURRENT_SOURCE_DIR}/corpus")
  set_tests_properties(grader.fuzz.reply PROPERTIES LABELS grader FIXTURES_REQUIRED "kit;grader"
    TIMEOUT ${no_time_limit})
  grader_unity(grader_reply_fuzz)
  list(APPEND programs grader_reply_fuzz)
endif()

set(viewer "${PROJECT_SOURCE_DIR}/harness/viewer")  # its packages
foreach(kind page workflows)
  viewer_test(grader.${kind} AFTER kit grader COMMAND "${CMAKE_COMMAND}" -E env
    "GRADE=$<TARGET_FILE:grade>" "SAMPLE_ROOM=$<TARGET_FILE:grader_sample_room>"
    "${OUT_OF_ORDER_NODE}" --test
    "${CMAKE_CURRENT_SOURCE_DIR}/${kind}/")
endforeach()
