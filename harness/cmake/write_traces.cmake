# cmake -Droot=… -Dbin=… -Dtraces=… -P write_traces.cmake: writes, as JSON, the schedule that
# rejects each wrong answer, all schedules on which the skeletons fail, and those that our answers
# play for a page of facilitator/demos/ (see facilitator/pack/demo_pages.cmake).
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE "${traces}")

# write_traces(NAME 1 bin/03_wrong_… --gtest_filter=…): runs a program that must end with exit code
# 1, and writes its traces to the folder NAME.
function(write_traces name expected program)
  execute_process(COMMAND "${program}" "--traces=${traces}/${name}" ${ARGN}
    OUTPUT_QUIET RESULT_VARIABLE status)
  if(NOT status EQUAL expected)
    message(FATAL_ERROR "${program} ${ARGN}: exit code ${status} instead of ${expected}")
  endif()
endfunction()

include("${CMAKE_CURRENT_LIST_DIR}/wrong_answers.cmake")
foreach(program test IN ZIP_LISTS programs tests)
  cmake_path(GET program FILENAME name)
  write_traces(${name} 1 "${program}" "--gtest_filter=${test}")
endforeach()
file(GLOB skeletons "${bin}/*_skeleton_fails_by_assertion")
foreach(skeleton IN LISTS skeletons)
  cmake_path(GET skeleton FILENAME name)
  write_traces(${name} 1 "${skeleton}")
endforeach()
file(GLOB pages "${root}/facilitator/demos/*.html")
foreach(page IN LISTS pages)
  cmake_path(GET page STEM name)
  string(REGEX MATCH "^([0-9]+)_(.+)$" matched ${name})
  if(NOT "${bin}/${CMAKE_MATCH_1}_wrong_${CMAKE_MATCH_2}" IN_LIST programs)
    write_traces(${name} 0 "${bin}/${CMAKE_MATCH_1}_reference"
      "--gtest_filter=*.${CMAKE_MATCH_2}" --draw)
  endif()
endforeach()

file(GLOB_RECURSE written "${traces}/*.json")
list(LENGTH written count)
list(LENGTH programs answers_count)
if(count LESS_EQUAL answers_count)
  message(FATAL_ERROR "${count} traces of ${answers_count} wrong answers and the skeletons")
endif()
message("${count} traces")
