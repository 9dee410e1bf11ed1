# cmake -Droot=… -Dbin=… -Dtraces=… -P write_traces.cmake: writes, as JSON, the schedule that
# rejects each wrong answer, and all schedules on which the skeletons fail.
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE "${traces}")

function(write_traces program tests)
  cmake_path(GET program FILENAME name)
  execute_process(COMMAND "${program}" "--traces=${traces}/${name}" "--gtest_filter=${tests}"
    OUTPUT_QUIET RESULT_VARIABLE status)
  if(NOT status EQUAL 1)
    message(FATAL_ERROR "${name} --gtest_filter=${tests}: exit code ${status} instead of 1")
  endif()
endfunction()

include("${CMAKE_CURRENT_LIST_DIR}/wrong_answers.cmake")
foreach(program test IN ZIP_LISTS programs tests)
  write_traces("${program}" "${test}")
endforeach()
file(GLOB skeletons "${bin}/*_skeleton_fails_by_assertion")
foreach(skeleton IN LISTS skeletons)
  write_traces("${skeleton}" "*")
endforeach()

file(GLOB_RECURSE written "${traces}/*.json")
list(LENGTH written count)
list(LENGTH programs answers_count)
if(count LESS_EQUAL answers_count)
  message(FATAL_ERROR "${count} traces of ${answers_count} wrong answers and the skeletons")
endif()
message("${count} traces")
