# cmake -Droot=… -Dbin=build/self-check/bin -P wrong_answers.cmake: prints, for each wrong answer,
# how many worlds its rejecting test visits until it has found the schedule. (The count is the same
# with sanitizers.)
cmake_minimum_required(VERSION 3.25)

include("${CMAKE_CURRENT_LIST_DIR}/../cmake/wrong_answers.cmake")
message("worlds until a wrong answer is found (goal 5000)")
foreach(program test IN ZIP_LISTS programs tests)
  cmake_path(GET program FILENAME name)
  execute_process(COMMAND "${program}" --coverage --gtest_filter=${test}
    OUTPUT_VARIABLE output RESULT_VARIABLE status)
  if(NOT status EQUAL 1)
    message(FATAL_ERROR "${program} --gtest_filter=${test}: ${status}; run the self-check first")
  endif()
  set(found "in a calm run")
  string(REGEX MATCHALL "covered: [a-z ]*[0-9,]+ worlds" scenarios "${output}")
  if(scenarios)
    list(GET scenarios -1 last)  # of a test that loops over several scenarios
    string(REGEX REPLACE "covered: (stopped after )?" "" found "${last}")
  endif()
  message("  ${name}, ${test}: ${found}")
endforeach()
