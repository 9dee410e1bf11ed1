# Tests of the page that draws a schedule: the committed template must be up to date, and it must
# draw every failing schedule of every wrong answer in a browser.

set(viewer "${PROJECT_SOURCE_DIR}/harness/viewer")
set(traces "${PROJECT_BINARY_DIR}/proofs/traces")
find_program(OUT_OF_ORDER_NODE node)
find_program(OUT_OF_ORDER_CHROMIUM chromium)
mark_as_advanced(OUT_OF_ORDER_NODE OUT_OF_ORDER_CHROMIUM)

# viewer_test(viewer.is_fresh COMMAND …): adds a test that needs Node, the packages and a browser.
function(viewer_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "AFTER;COMMAND")
  if(NOT OUT_OF_ORDER_NODE OR NOT OUT_OF_ORDER_CHROMIUM OR NOT EXISTS "${viewer}/node_modules")
    set(arg_COMMAND "${CMAKE_COMMAND}" -E echo
      "skipped: needs node, chromium and node_modules: harness/setup.sh --all")
  endif()
  add_test(NAME ${name} COMMAND ${arg_COMMAND} WORKING_DIRECTORY "${viewer}")
  set_tests_properties(${name} PROPERTIES
    LABELS viewer FIXTURES_REQUIRED "${arg_AFTER}" TIMEOUT ${no_time_limit})
  may_skip(${name})
endfunction()

viewer_test(viewer.is_fresh COMMAND "${OUT_OF_ORDER_NODE}" build.mjs --check)
viewer_test(viewer.has_sound_types
  COMMAND "${OUT_OF_ORDER_NODE}" node_modules/typescript/bin/tsc --noEmit)

add_test(NAME viewer.has_traces COMMAND "${CMAKE_COMMAND}"
  "-Droot=${PROJECT_SOURCE_DIR}" "-Dbin=${CMAKE_RUNTIME_OUTPUT_DIRECTORY}"
  "-Dtraces=${traces}"
  -P "${CMAKE_CURRENT_LIST_DIR}/write_traces.cmake")
file(GLOB activities RELATIVE "${PROJECT_SOURCE_DIR}/exercises"
  "${PROJECT_SOURCE_DIR}/exercises/[0-9][0-9]_*")
list(TRANSFORM activities REPLACE "_.*" "")
set_tests_properties(viewer.has_traces PROPERTIES
  LABELS viewer FIXTURES_REQUIRED "kit;${activities}" FIXTURES_SETUP traces
  TIMEOUT ${no_time_limit})
viewer_test(viewer.draws_every_schedule AFTER traces
  COMMAND "${CMAKE_COMMAND}" -E env "TRACES=${traces}" "${OUT_OF_ORDER_NODE}" --test test/)
