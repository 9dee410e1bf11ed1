# cmake -Droot=… -Dsandbox=… -Dsave_to_verdict=… -Danswers=… -P first_contact.cmake: measures how
# long a participant waits, in a copy of the tree: for the first red after set-up, and from saving
# an answer to its verdict, for each activity whose answer is code.
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

# Each code activity: up to nine wrong answers that are edits of its first file, and the right one.
message("from saving an answer to its verdict (goals: median 1200 ms, longest 2000 ms)")
file(GLOB activities RELATIVE "${root}/solutions" "${root}/solutions/[0-9][0-9]_*")
foreach(activity IN LISTS activities)
  file(GLOB sources RELATIVE "${root}/solutions/${activity}" "${root}/solutions/${activity}/*.cpp")
  if(NOT sources)
    continue()  # its answer is data
  endif()
  file(GLOB right "${root}/solutions/${activity}/*.*")
  file(COPY ${right} DESTINATION "${sandbox}/exercises/${activity}")
  list(GET sources 0 source)
  file(GLOB edits "${root}/facilitator/${activity}/wrong/*.diff")
  set(saved "")
  foreach(edit IN LISTS edits)
    file(STRINGS "${edit}" of_this_file REGEX "^// Base: .*/${source}$")
    list(LENGTH saved count)
    if(of_this_file AND count LESS 9)
      cmake_path(GET edit STEM name)
      execute_process(COMMAND "${answers}" --root "${root}" whole "${edit}"
        --out "${sandbox}/wrong/${name}.cpp" COMMAND_ERROR_IS_FATAL ANY)
      list(APPEND saved "${sandbox}/wrong/${name}.cpp")
    endif()
  endforeach()
  execute_process(COMMAND "${save_to_verdict}" "${sandbox}" "exercises/${activity}/${source}"
    ${saved} "${root}/solutions/${activity}/${source}" COMMAND_ERROR_IS_FATAL ANY)
endforeach()
