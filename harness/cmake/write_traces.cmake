# cmake -Droot=… -Dbin=… -Dtraces=… -P write_traces.cmake: writes, as JSON, the schedule that
# rejects each wrong answer, all schedules on which the skeletons fail, and those that our answers
# play for a page of facilitator/demos/ (see facilitator/pack/demo_pages.cmake). For the slides it
# writes beside the folder `traces` what the programs of slides/printed/ print, and the pages that
# our answers draw for slides/charts/.
cmake_minimum_required(VERSION 3.25)

cmake_path(GET traces PARENT_PATH proofs)
file(REMOVE_RECURSE "${traces}" "${proofs}/printed" "${proofs}/charts")
file(MAKE_DIRECTORY "${proofs}/printed" "${proofs}/charts/bin")

# write_traces(NAME 1 bin/03_wrong_… --gtest_filter=…): runs a program that must end with exit code
# 1, and writes its traces to the folder NAME.
function(write_traces name expected program)
  execute_process(COMMAND "${program}" "--traces=${traces}/${name}" ${ARGN}
    OUTPUT_VARIABLE output RESULT_VARIABLE status)
  if(EXISTS "${root}/slides/printed/${name}.txt")
    file(WRITE "${proofs}/printed/${name}.txt" "${output}")
  endif()
  if(NOT status EQUAL expected)
    message(FATAL_ERROR "${program} ${ARGN}: exit code ${status} instead of ${expected}")
  endif()
endfunction()

include("${CMAKE_CURRENT_LIST_DIR}/wrong_answers.cmake")
foreach(program test IN ZIP_LISTS programs tests)
  cmake_path(GET program FILENAME name)
  write_traces(${name} 1 "${program}" "--gtest_filter=${test}")
  if(NOT EXISTS "${traces}/${name}" AND (EXISTS "${root}/slides/traces/${name}.json"
      OR EXISTS "${root}/slides/printed/${name}.txt"))
    write_traces(${name} 1 "${program}")  # a test that samples has no schedule, but a slide has
  endif()
endforeach()
foreach(folder test IN ZIP_LISTS data_folders data_tests)
  cmake_path(GET folder FILENAME answer)
  string(REGEX MATCH "/([0-9]+)_[^/]*/[^/]*$" matched "${folder}")
  set(number ${CMAKE_MATCH_1})
  if(EXISTS "${root}/slides/printed/${number}_wrong_${answer}.txt")
    write_traces(${number}_wrong_${answer} 1 "${bin}/${number}_reference" "--answer=${folder}"
      "--gtest_filter=${test}")
  endif()
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

file(GLOB charts "${root}/slides/charts/*.json")
foreach(chart IN LISTS charts)
  cmake_path(GET chart STEM number)
  # under another path: a test that runs elsewhere at the same time removes the page
  set(program "${proofs}/charts/bin/${number}_reference")
  file(CREATE_LINK "${bin}/${number}_reference" "${program}" SYMBOLIC)
  execute_process(COMMAND "${program}" --page OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endforeach()

file(GLOB_RECURSE written "${traces}/*.json")
list(LENGTH written count)
list(LENGTH programs answers_count)
if(count LESS_EQUAL answers_count)
  message(FATAL_ERROR "${count} traces of ${answers_count} wrong answers and the skeletons")
endif()
message("${count} traces")
