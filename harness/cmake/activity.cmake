# add_activity(03_correlator): adds a program of the answer and its tests, and a ctest test for each
# of them, such as 03.order.in_sequence. They wait for the test 03.builds. The files of an answer
# stand in activity.json; a program is needed also where none of them is code.

# Folder with exercises/, solutions/ and facilitator/, and the one to build in. The kit's own tests
# set others for their examples.
set(activities_root "${PROJECT_SOURCE_DIR}")
set(activities_build "${PROJECT_BINARY_DIR}")

# answer_files_of(03_correlator code data): sets `code` and `data` to the files of an answer, by
# "files" in activity.json. Without it, the only file is correlator.cpp.
function(answer_files_of folder code data)
  set(about_file "${activities_root}/exercises/${folder}/activity.json")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${about_file}")
  file(READ "${about_file}" about)
  string(SUBSTRING ${folder} 3 -1 name)
  set(files ${name}.cpp)
  string(JSON count ERROR_VARIABLE none LENGTH "${about}" files)
  if(count GREATER 0)
    set(files "")
    math(EXPR last "${count} - 1")
    foreach(i RANGE ${last})
      string(JSON file GET "${about}" files ${i})
      list(APPEND files ${file})
    endforeach()
  endif()
  set(others ${files})
  list(FILTER files INCLUDE REGEX "[.]cpp$")
  list(FILTER others EXCLUDE REGEX "[.]cpp$")
  set(${code} ${files} PARENT_SCOPE)
  set(${data} ${others} PARENT_SCOPE)
endfunction()

# prerequisites_of(03_correlator out): sets `out` to the folders of the activities before it.
function(prerequisites_of folder out)
  file(READ "${activities_root}/exercises/${folder}/activity.json" about)
  set(before "")
  string(JSON count ERROR_VARIABLE none LENGTH "${about}" prerequisites)
  if(count GREATER 0)
    math(EXPR last "${count} - 1")
    foreach(i RANGE ${last})
      string(JSON one GET "${about}" prerequisites ${i})
      list(APPEND before ${one})
    endforeach()
  endif()
  set(${out} ${before} PARENT_SCOPE)
endfunction()

# libraries_of(03_correlator "" out): sets `out` to the libraries of the fixtures, the simulator and
# the linter that the tests, the headers and the given code of an activity include, also through
# headers of the activities before it. `variant` of the harness: "" or _plain.
function(libraries_of folder variant out)
  file(GLOB files CONFIGURE_DEPENDS
    "${activities_root}/exercises/${folder}/*.?pp" "${activities_root}/facilitator/${folder}/*.?pp")
  answer_files_of(${folder} code data)
  list(TRANSFORM code PREPEND "${activities_root}/exercises/${folder}/")
  list(REMOVE_ITEM files ${code})  # else each change of an answer would run CMake
  prerequisites_of(${folder} before)
  list(TRANSFORM before PREPEND "${activities_root}/exercises/")
  set(read "")
  set(found "")
  while(files)
    list(POP_FRONT files file)
    if(file IN_LIST read)
      continue()
    endif()
    list(APPEND read "${file}")
    file(STRINGS "${file}" includes REGEX "^#include \".*\"")
    foreach(line IN LISTS includes)
      string(REGEX REPLACE ".*\"(.*)\".*" "\\1" header "${line}")
      get_property(library GLOBAL PROPERTY "library of ${header}")
      if(library)
        list(APPEND found ${library}${variant})
      elseif(header MATCHES "^lint/")
        list(APPEND found ooo_lint)
      endif()
      cmake_path(GET file PARENT_PATH here)
      foreach(place IN LISTS here before)
        cmake_path(SET included NORMALIZE "${place}/${header}")
        if(EXISTS "${included}")
          list(APPEND files "${included}")
        endif()
      endforeach()
    endforeach()
  endwhile()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${read})
  list(REMOVE_DUPLICATES found)
  set(${out} ${found} PARENT_SCOPE)
endfunction()

function(add_activity folder)
  string(SUBSTRING ${folder} 0 2 number)
  string(SUBSTRING ${folder} 3 -1 name)
  answer_files_of(${folder} code data)
  set(given "${activities_root}/exercises/${folder}")
  set(visible "${given}/${name}_test.cpp")
  file(GLOB hidden CONFIGURE_DEPENDS
    "${activities_root}/facilitator/${folder}/*_hidden_test.cpp")

  # code that the activity gives beside its tests: published samples, right answers to others
  file(GLOB given_code CONFIGURE_DEPENDS
    "${given}/*.cpp" "${activities_root}/facilitator/${folder}/*_given.cpp")
  list(TRANSFORM code PREPEND "${given}/" OUTPUT_VARIABLE answer_code)
  list(REMOVE_ITEM given_code ${visible} ${answer_code})

  # compiled once, linked with every answer
  add_library(${folder}_tests OBJECT EXCLUDE_FROM_ALL ${visible} ${given_code} ${hidden})
  if(data)
    file(CONFIGURE OUTPUT ${folder}_given.cpp @ONLY CONTENT [[#include "check/given.hpp"

namespace {
const check::GivenToThisProgram given{"@given@"};
}
]])
    target_sources(${folder}_tests PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/${folder}_given.cpp")
  endif()
  target_include_directories(${folder}_tests PUBLIC "${given}")
  prerequisites_of(${folder} prerequisites)  # whose right answers may be given code here
  foreach(before IN LISTS prerequisites)
    target_include_directories(${folder}_tests PRIVATE "${activities_root}/exercises/${before}")
  endforeach()
  libraries_of(${folder} "" libraries)
  target_link_libraries(${folder}_tests
    PUBLIC ooo_check ${libraries} PRIVATE ooo_testing ooo_unfinished)
  target_precompile_headers(${folder}_tests REUSE_FROM ooo_test_headers)
  # hidden tests share their activity's header, so they are compiled together; visible ones are not
  set_target_properties(${folder}_tests PROPERTIES UNITY_BUILD ${OUT_OF_ORDER_UNITY})
  set_source_files_properties(${visible} ${given_code} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)

  is_suite(${folder} suite)
  if(suite)
    add_candidates(${folder})
  endif()

  if(OUT_OF_ORDER_SELF_CHECK)
    set(program ${number}_reference)
    set(answer "${activities_root}/solutions/${folder}")
  else()
    set(program ${folder})
    set(answer "${activities_root}/${OUT_OF_ORDER_ANSWERS}/${folder}")
    list(JOIN code "," code_files)
    list(JOIN data "," data_files)
    builds_test(${number}.builds ${number} COMMAND "${CMAKE_COMMAND}"
      "-Dbuild=${PROJECT_BINARY_DIR}" -Dconfig=$<CONFIG> -Dcores=${OUT_OF_ORDER_CORES}
      "-Danswer=${answer}" -Dcode=${code_files} -Ddata=${data_files} -Dprogram=${program}
      -P "${PROJECT_SOURCE_DIR}/harness/cmake/build_answer.cmake")
    set_property(TEST ${number}.builds APPEND PROPERTY LABELS ${number} ${name})
  endif()
  list(TRANSFORM code PREPEND "${answer}/" OUTPUT_VARIABLE sources)
  answer_program(${program} ${folder} "${answer}" "" ${sources})
  if(NOT suite)
    add_compared(${folder} ${number} ${code})
  endif()
  if(suite AND NOT OUT_OF_ORDER_SELF_CHECK)
    add_suite_on_own(${folder} "${answer}")
  endif()
  if(NOT OUT_OF_ORDER_SELF_CHECK)
    # "Build" in an IDE and `cmake --build` without a target build the answers
    set_target_properties(${program} PROPERTIES EXCLUDE_FROM_ALL OFF)
    add_real_program(${folder} ${sources})
  endif()

  add_tests_of(${folder} ${program} visible_tests ${visible})
  add_tests_of(${folder} ${program} hidden_tests ${hidden})
  label_tests(${number} ${name} visible ${visible_tests})
  label_tests(${number} ${name} hidden ${hidden_tests})
  remember_activity(${folder} "${visible_tests}" "${hidden_tests}" "${code};${data}")

  if(OUT_OF_ORDER_SELF_CHECK)
    prove_activity(${folder})
  endif()
endfunction()

# add_tests_of(03_correlator 03_reference out SOURCES): adds a ctest test for each test of the
# sources, and sets `out` to their names.
function(add_tests_of folder program out)
  string(SUBSTRING ${folder} 0 2 number)
  set(tests "")
  if(ARGN AND OUT_OF_ORDER_SELF_CHECK AND DEFINED loads_of_${folder})
    plain_reference(${folder} plain_program)
    foreach(source IN LISTS ARGN)
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
      file(STRINGS "${source}" lines REGEX "^TEST\\(")
      foreach(line IN LISTS lines)
        string(REGEX REPLACE "^TEST\\(([a-z]+), ([a-z0-9_]+)\\).*" "\\1.\\2" test "${line}")
        set(program_of_test ${program})
        if(test MATCHES "${loads_of_${folder}}")
          set(program_of_test ${plain_program})
        endif()
        add_test(NAME ${number}.${test} COMMAND ${program_of_test} --gtest_filter=${test})
        list(APPEND tests ${number}.${test})
      endforeach()
    endforeach()
  elseif(ARGN)
    gtest_add_tests(TARGET ${program} SOURCES ${ARGN} TEST_PREFIX ${number}. TEST_LIST tests)
  endif()
  set(${out} "${tests}" PARENT_SCOPE)
endfunction()

# add_compared(03_correlator 03 correlator.cpp): adds the programs 03_compared_a and _b, for
# `workshop compare`, which writes their sources. They are built only on demand.
function(add_compared folder number)
  foreach(side a b)
    set(answer "${activities_build}/compare/${folder}/${side}")
    list(TRANSFORM ARGN PREPEND "${answer}/" OUTPUT_VARIABLE sources)
    set_source_files_properties(${sources} PROPERTIES GENERATED ON)
    answer_program(${number}_compared_${side} ${folder} "${answer}" "" ${sources})
  endforeach()
endfunction()

# answer_program(03_correlator 03_correlator exercises/03_correlator "" SOURCES): adds a program of
# one answer and the tests of its activity. The tests read its files of data from the folder
# `answer`. `variant` of the harness: "" or _plain. A suite is compiled as tests are, and runs many
# searches in processes of its own. With sanitizers they would take ten times as long, so they run
# in the harness's tests of these processes only.
function(answer_program program folder answer variant)
  set(sources ${ARGN})
  set(compiled_as ooo_debuggable${variant})
  set(headers ooo_answer_headers${variant})
  set(headers_code ${headers}_code)
  is_suite(${folder} suite)
  if(suite)
    set(variant "${plain}")
    list(APPEND sources $<TARGET_OBJECTS:${folder}_candidates>)
    set(compiled_as ooo_suite)
    set(headers ooo_test_headers)
    set(headers_code "")
  endif()
  answer_files_of(${folder} code data)
  if(data)
    list(JOIN data "\", \"" data)
    file(CONFIGURE OUTPUT ${program}_data.cpp @ONLY CONTENT [[#include "check/answer.hpp"

namespace {
const check::AnswerOfThisProgram answer{"@answer@", {"@data@"}};
}
]])
    list(APPEND sources "${CMAKE_CURRENT_BINARY_DIR}/${program}_data.cpp")
  endif()
  add_executable(${program} EXCLUDE_FROM_ALL ${sources} $<TARGET_OBJECTS:${folder}_tests>)
  target_include_directories(${program} PRIVATE "${activities_root}/exercises/${folder}")
  libraries_of(${folder} "${variant}" libraries)
  target_link_libraries(${program} PRIVATE ${compiled_as} ooo_unfinished ooo_leak_checked
    ooo_check${variant} ${libraries} ${headers_code})
  harness_first(${program} "${variant}")
  target_precompile_headers(${program} REUSE_FROM ${headers})
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
function(remember_activity folder visible hidden files)
  foreach(audience visible hidden)
    list(TRANSFORM ${audience} REPLACE "^[0-9]+\\.(.*)$" "\"\\1\"")
    list(JOIN ${audience} ", " ${audience})
  endforeach()
  list(REMOVE_ITEM files "")
  list(JOIN files "\", \"" files)
  set(entry "{\"folder\": \"${folder}\", \"files\": [\"${files}\"],")
  string(APPEND entry " \"visible\": [${visible}], \"hidden\": [${hidden}]}")
  set_property(GLOBAL APPEND PROPERTY "activities of ${activities_root}" "${entry}")
endfunction()

# Writes manifest.json into the build folder of the activities.
function(write_manifest)
  get_property(activities GLOBAL PROPERTY "activities of ${activities_root}")
  list(JOIN activities ",\n    " activities)
  set(hidden_tests_here false)
  if(EXISTS "${activities_root}/facilitator")
    set(hidden_tests_here true)
  endif()
  file(CONFIGURE OUTPUT "${activities_build}/manifest.json" @ONLY CONTENT [[{
  "root": "@activities_root@",
  "build": "@activities_build@",
  "answers": "@OUT_OF_ORDER_ANSWERS@",
  "hidden_tests_here": @hidden_tests_here@,
  "activities": [
    @activities@
  ]
}
]])
endfunction()
