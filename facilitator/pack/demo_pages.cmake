# cmake -Droot=… -Dbuild=… [-Dwrite=ON] -P demo_pages.cmake: compares each page in
# facilitator/demos/ with the page that a test draws. The test that rejects
# facilitator/03_correlator/wrong/loses_updates.diff draws demos/03_loses_updates.html. If no wrong
# answer has the name, a test has it that our answer passes: 08.concurrency.count_1_two_pizzas plays
# a schedule of our answer, and draws demos/08_count_1_two_pizzas.html.
cmake_minimum_required(VERSION 3.25)

set(bin "${build}/bin")
include("${root}/harness/cmake/wrong_answers.cmake")
file(GLOB pages "${root}/facilitator/demos/*.html")
if(NOT pages)
  message(FATAL_ERROR "facilitator/demos has no pages")
endif()

# The programs run under other paths: a test that runs elsewhere at the same time removes its page.
set(sandbox "${build}/proofs/demos")
file(REMOVE_RECURSE "${sandbox}")
file(MAKE_DIRECTORY "${sandbox}/bin")

foreach(page IN LISTS pages)
  cmake_path(GET page STEM name)
  string(REGEX REPLACE "^([0-9]+)_.*" "\\1" number ${name})
  string(REGEX REPLACE "^[0-9]+_" "" answer ${name})
  set(program ${number}_wrong_${answer})
  list(FIND programs "${bin}/${program}" found)
  if(found EQUAL -1)
    set(program ${number}_reference)
    set(arguments "--gtest_filter=*.${answer}" --draw)
    set(expected 0)
  else()
    list(GET tests ${found} test)
    set(arguments "--gtest_filter=${test}")
    set(expected 1)
  endif()
  file(CREATE_LINK "${bin}/${program}" "${sandbox}/bin/${program}" SYMBOLIC)
  file(REMOVE_RECURSE "${sandbox}/pages")
  execute_process(COMMAND "${sandbox}/bin/${program}" ${arguments}
    OUTPUT_QUIET RESULT_VARIABLE status)
  file(GLOB drawn "${sandbox}/pages/${program}/*.html")
  list(LENGTH drawn count)
  if(NOT status EQUAL expected OR NOT count EQUAL 1)
    message(FATAL_ERROR "facilitator/demos/${name}.html: ${program} ${arguments} has drawn "
      "${count} pages, with exit code ${status} instead of ${expected}")
  endif()
  file(READ "${drawn}" drawn)
  # committed pages name no folder of a machine
  foreach(folder IN ITEMS "${sandbox}" "${build}" "${root}")
    string(REPLACE "${folder}/" "" drawn "${drawn}")
  endforeach()
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
