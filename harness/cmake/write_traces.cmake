# cmake -Dbin=… -Dtraces=… -P write_traces.cmake: the failing schedules of all wrong answers and
# skeletons, as JSON.
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE "${traces}")
file(GLOB programs "${bin}/*_wrong_*" "${bin}/*_skeleton_*")
list(FILTER programs EXCLUDE REGEX "\\.(json|log)$")
foreach(program IN LISTS programs)
  cmake_path(GET program FILENAME name)
  execute_process(COMMAND "${program}" "--traces=${traces}/${name}" OUTPUT_QUIET
    RESULT_VARIABLE status)
  if(NOT status EQUAL 1)
    message(FATAL_ERROR "${name}: exit code ${status} instead of 1")
  endif()
endforeach()
file(GLOB_RECURSE written "${traces}/*.json")
list(LENGTH written count)
if(count LESS 50)
  message(FATAL_ERROR "${count} traces, which is too few to prove anything")
endif()
message("${count} traces")
