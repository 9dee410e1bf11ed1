# add_activity(03_correlator): adds a program of the answer and its tests, and a ctest test for each
# of them, such as 03.order.in_sequence. They wait for the test 03.builds.

function(add_activity folder)
  string(SUBSTRING ${folder} 0 2 number)
  string(SUBSTRING ${folder} 3 -1 name)
  set(given "${PROJECT_SOURCE_DIR}/exercises/${folder}")
  set(visible "${given}/${name}_test.cpp")
  file(GLOB hidden CONFIGURE_DEPENDS
    "${PROJECT_SOURCE_DIR}/facilitator/${folder}/*_hidden_test.cpp")

  # compiled once, linked with every answer
  add_library(${folder}_tests OBJECT EXCLUDE_FROM_ALL ${visible} ${hidden})
  target_include_directories(${folder}_tests PUBLIC "${given}")
  target_link_libraries(${folder}_tests
    PUBLIC ooo_check ooo_fixtures PRIVATE ooo_testing ooo_unfinished)
  target_precompile_headers(${folder}_tests REUSE_FROM ooo_test_headers)
  # hidden tests share their activity's header, so they are compiled together; visible ones are not
  set_target_properties(${folder}_tests PROPERTIES UNITY_BUILD ${OUT_OF_ORDER_UNITY})
  set_source_files_properties(${visible} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)

  if(OUT_OF_ORDER_SELF_CHECK)
    set(program ${number}_reference)
    set(answers solutions)
  else()
    set(program ${folder})
    set(answers ${OUT_OF_ORDER_ANSWERS})
    builds_test(${number}.builds ${number} COMMAND "${CMAKE_COMMAND}"
      "-Dbuild=${PROJECT_BINARY_DIR}" -Dconfig=$<CONFIG> -Dcores=${OUT_OF_ORDER_CORES}
      "-Danswer=${PROJECT_SOURCE_DIR}/${answers}/${folder}/${name}.cpp" -Dprogram=${program}
      -P "${PROJECT_SOURCE_DIR}/harness/cmake/build_answer.cmake")
    set_property(TEST ${number}.builds APPEND PROPERTY LABELS ${number} ${name})
  endif()
  answer_program(${program} ${folder} "${PROJECT_SOURCE_DIR}/${answers}/${folder}/${name}.cpp" "")
  if(NOT OUT_OF_ORDER_SELF_CHECK)
    # "Build" in an IDE and `cmake --build` without a target build the answers
    set_target_properties(${program} PROPERTIES EXCLUDE_FROM_ALL OFF)
  endif()

  gtest_add_tests(TARGET ${program} SOURCES ${visible}
    TEST_PREFIX ${number}. TEST_LIST visible_tests)
  set(hidden_tests "")
  if(hidden)
    gtest_add_tests(TARGET ${program} SOURCES ${hidden}
      TEST_PREFIX ${number}. TEST_LIST hidden_tests)
  endif()
  label_tests(${number} ${name} visible ${visible_tests})
  label_tests(${number} ${name} hidden ${hidden_tests})
  remember_activity(${folder} "${visible_tests}" "${hidden_tests}")

  if(OUT_OF_ORDER_SELF_CHECK)
    prove_activity(${folder})
  endif()
endfunction()

# Adds a program of one answer and the tests of its activity. `variant` of the harness: "" or
# _plain.
function(answer_program program folder source variant)
  add_executable(${program} EXCLUDE_FROM_ALL "${source}" $<TARGET_OBJECTS:${folder}_tests>)
  target_include_directories(${program} PRIVATE "${PROJECT_SOURCE_DIR}/exercises/${folder}")
  target_link_libraries(${program} PRIVATE ooo_debuggable${variant} ooo_unfinished ooo_leak_checked
    ooo_check${variant} ooo_fixtures${variant} ooo_answer_headers${variant}_code)
  harness_first(${program} "${variant}")
  target_precompile_headers(${program} REUSE_FROM ooo_answer_headers${variant})
endfunction()

# Sets the labels: number, name, family (the suite of a test) and audience (visible or hidden). No
# TIMEOUT: the program itself limits its processor time (harness/check/main.cpp). An empty
# SKIP_REGULAR_EXPRESSION: output of an answer must not make a failed test count as skipped.
function(label_tests number name audience)
  foreach(test IN LISTS ARGN)
    string(REGEX REPLACE "^${number}\\.([a-z]+)\\..*" "\\1" family ${test})
    set_tests_properties(${test} PROPERTIES LABELS "${number};${name};${family};${audience}"
      FIXTURES_REQUIRED "kit;${number}" TIMEOUT ${no_time_limit} SKIP_REGULAR_EXPRESSION "")
  endforeach()
endfunction()

# Adds the activity to manifest.json, for the programs that read results: closing table and judge.
function(remember_activity folder visible hidden)
  foreach(audience visible hidden)
    list(TRANSFORM ${audience} REPLACE "^[0-9]+\\.(.*)$" "\"\\1\"")
    list(JOIN ${audience} ", " ${audience})
  endforeach()
  set_property(GLOBAL APPEND PROPERTY manifest_activities
    "{\"folder\": \"${folder}\", \"visible\": [${visible}], \"hidden\": [${hidden}]}")
endfunction()
