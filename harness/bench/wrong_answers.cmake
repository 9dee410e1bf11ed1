# cmake -Droot=… -Dbin=build/self-check/bin -P wrong_answers.cmake: how many worlds the test that
# rejects a wrong answer visits until it has found the schedule. (The count is the same with
# sanitizers.)
cmake_minimum_required(VERSION 3.25)

file(GLOB answers "${root}/facilitator/*/wrong/*.cpp")
message("worlds until a wrong answer is found (goal 5000)")
foreach(answer IN LISTS answers)
  cmake_path(GET answer STEM name)
  string(REGEX MATCH "facilitator/([0-9][0-9])_" _ "${answer}")
  set(program "${bin}/${CMAKE_MATCH_1}_wrong_${name}")
  file(READ "${answer}" text)
  string(REGEX MATCH "// Rejected by: ([a-z_.]+)" _ "${text}")
  set(test "${CMAKE_MATCH_1}")
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
