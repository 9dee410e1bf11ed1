# cmake -Droot=… -Dsandbox=… -Dsave_to_verdict=… -Danswers=… -P first_contact.cmake: measures how
# long a participant waits, in a copy of the tree: for the first red after set-up, and from saving
# an answer of activity 03 to its verdict.
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE "${sandbox}")
file(COPY "${root}/" DESTINATION "${sandbox}"
  PATTERN .git EXCLUDE PATTERN build EXCLUDE PATTERN node_modules EXCLUDE)

# Sets `taken` to the milliseconds that the workflow takes, and `status` to its exit code.
macro(time_workflow preset)
  string(TIMESTAMP begin "%s%f")
  execute_process(COMMAND "${CMAKE_COMMAND}" --workflow --preset ${preset}
    WORKING_DIRECTORY "${sandbox}" OUTPUT_VARIABLE output ERROR_VARIABLE output
    RESULT_VARIABLE status)
  string(TIMESTAMP end "%s%f")
  math(EXPR taken "(${end} - ${begin}) / 1000")
endmacro()

time_workflow(participant)
if(NOT status EQUAL 8)
  message(FATAL_ERROR "not red, exit code ${status}:\n${output}")
endif()
message("cold first red, all activities          ${taken} ms (goal 60000)")

file(GLOB edits "${root}/facilitator/03_correlator/wrong/*.diff")
list(SUBLIST edits 0 9 edits)
set(wrong "")
foreach(edit IN LISTS edits)
  cmake_path(GET edit STEM name)
  execute_process(COMMAND "${answers}" --root "${root}" whole "${edit}"
    --out "${sandbox}/wrong/${name}.cpp" COMMAND_ERROR_IS_FATAL ANY)
  list(APPEND wrong "${sandbox}/wrong/${name}.cpp")
endforeach()
execute_process(COMMAND "${save_to_verdict}" "${sandbox}" ${wrong}
  "${root}/solutions/03_correlator/correlator.cpp" COMMAND_ERROR_IS_FATAL ANY)
