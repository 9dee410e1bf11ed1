# Layout of the C++ files. Each version of clang-format has a different layout; the kit uses the
# version of Debian 12.
find_program(OUT_OF_ORDER_CLANG_FORMAT NAMES clang-format-14 clang-format)
mark_as_advanced(OUT_OF_ORDER_CLANG_FORMAT)
set(version "")
if(OUT_OF_ORDER_CLANG_FORMAT)
  execute_process(COMMAND "${OUT_OF_ORDER_CLANG_FORMAT}" --version OUTPUT_VARIABLE version)
endif()
if(version MATCHES "version 14\\.")
  add_test(NAME format COMMAND "${CMAKE_COMMAND}" "-Droot=${PROJECT_SOURCE_DIR}"
    "-Dclang_format=${OUT_OF_ORDER_CLANG_FORMAT}" -P "${CMAKE_CURRENT_LIST_DIR}/check_format.cmake")
else()
  add_test(NAME format COMMAND "${CMAKE_COMMAND}" -E echo
    "skipped: needs clang-format 14: harness/setup.sh --all")
endif()
set_tests_properties(format PROPERTIES LABELS harness TIMEOUT ${no_time_limit})
may_skip(format)
