# cmake -Droot=… -Dbuild=… [-Dwrite=ON] -P demo_pages.cmake: compares each page in facilitator/demos/
# with the page that the test program of its wrong answer draws. The test that rejects
# facilitator/03_correlator/wrong/loses_updates.diff draws demos/03_loses_updates.html.
cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND "${build}/bin/answer_files" --root "${root}" list
  OUTPUT_VARIABLE answers COMMAND_ERROR_IS_FATAL ANY)
file(GLOB pages "${root}/facilitator/demos/*.html")
if(NOT pages)
  message(FATAL_ERROR "facilitator/demos has no pages")
endif()

# Sets `test` to the test that must reject the wrong answer `name`.
function(find_test name)
  string(JSON last LENGTH "${answers}")
  math(EXPR last "${last} - 1")
  foreach(i RANGE ${last})
    string(JSON folder GET "${answers}" ${i} activity)
    string(JSON answer GET "${answers}" ${i} name)
    string(SUBSTRING ${folder} 0 2 number)
    if("${number}_${answer}" STREQUAL name)
      string(JSON rejected_by GET "${answers}" ${i} rejected_by)
      set(test "${rejected_by}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
  message(FATAL_ERROR "facilitator/demos/${name}.html: there is no wrong answer of this name")
endfunction()

foreach(page IN LISTS pages)
  cmake_path(GET page STEM name)
  find_test(${name})
  string(SUBSTRING ${name} 0 2 number)
  string(REGEX REPLACE "^([0-9]+)_" "\\1_wrong_" program ${name})
  execute_process(COMMAND "${build}/bin/${program}" "--gtest_filter=${test}"
    OUTPUT_QUIET RESULT_VARIABLE status)
  if(NOT status EQUAL 1)
    message(FATAL_ERROR "${program} --gtest_filter=${test}: exit code ${status} instead of 1")
  endif()
  file(READ "${build}/pages/${program}/${number}.${test}.html" drawn)
  string(REPLACE "${build}/" "" drawn "${drawn}")  # committed pages name no folder of a machine
  if(write)
    file(WRITE "${page}" "${drawn}")
    continue()
  endif()
  file(READ "${page}" committed)
  if(NOT committed STREQUAL drawn)
    message(SEND_ERROR "facilitator/demos/${name}.html differs from the page that its test draws: "
      "cmake -Droot=${root} -Dbuild=${build} -Dwrite=ON -P facilitator/pack/demo_pages.cmake")
  endif()
endforeach()
