# Tests of the slides: the committed pages and PDFs are up to date, fit the agendas and look well.

set(slides "${PROJECT_SOURCE_DIR}/slides")

# slides_test(slides.are_fresh COMMAND …): adds a test that needs Node, the packages and a browser.
function(slides_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "AFTER;COMMAND")
  if(NOT OUT_OF_ORDER_NODE OR NOT OUT_OF_ORDER_CHROMIUM OR NOT EXISTS "${slides}/node_modules"
      OR NOT EXISTS "${viewer}/node_modules")
    set(arg_COMMAND "${CMAKE_COMMAND}" -E echo
      "skipped: needs node, chromium and node_modules: harness/setup.sh --all")
  endif()
  add_test(NAME ${name} COMMAND ${arg_COMMAND} WORKING_DIRECTORY "${slides}")
  set_tests_properties(${name} PROPERTIES
    LABELS slides FIXTURES_REQUIRED "${arg_AFTER}" TIMEOUT ${no_time_limit})
  may_skip(${name})
endfunction()

slides_test(slides.are_fresh COMMAND "${OUT_OF_ORDER_NODE}" build.mjs --check)
slides_test(slides.fit_the_agendas COMMAND "${OUT_OF_ORDER_NODE}" --test test/decks.test.mjs)
slides_test(slides.look_well COMMAND "${OUT_OF_ORDER_NODE}" --test test/look.test.mjs
  test/player.test.mjs)
slides_test(slides.show_real_schedules AFTER traces
  COMMAND "${OUT_OF_ORDER_NODE}" build.mjs --traces "${traces}" --check)
