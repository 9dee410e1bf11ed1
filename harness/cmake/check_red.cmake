# cmake -Droot=… -P check_red.cmake: runs the participant's command in a tree that nobody has worked
# on. It must be red by assertions alone, without points, and end with the closing table.
execute_process(COMMAND "${CMAKE_COMMAND}" --workflow --preset participant
  WORKING_DIRECTORY "${root}" OUTPUT_VARIABLE output ERROR_VARIABLE errors RESULT_VARIABLE status
  ECHO_OUTPUT_VARIABLE ECHO_ERROR_VARIABLE)

set(breaches "")
if(NOT status EQUAL 8)
  list(APPEND breaches "exit code ${status} instead of 8")
endif()
foreach(expected "Judged: the answers in exercises/" " 0/[0-9]+ " "\n    [^\n]*\n$")
  if(NOT output MATCHES "${expected}")
    list(APPEND breaches "no \"${expected}\"")
  endif()
endforeach()
foreach(unwanted "did not run" "NOT BUILT" "_deps" "Errors while running" "crashes:"
    "leaks:" "never ends:" " [1-9][0-9]*/[0-9]+ ( |[+])")
  if(output MATCHES "${unwanted}")
    list(APPEND breaches "\"${CMAKE_MATCH_0}\"")
  endif()
endforeach()
if(breaches)
  list(JOIN breaches ", " breaches)
  message(FATAL_ERROR "red in the wrong way: ${breaches}")
endif()
message("red in the right way")
