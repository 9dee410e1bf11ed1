# cmake -Droot=… -Dclang_format=… -P check_format.cmake: fails unless each C++ file of the kit has
# the layout of .clang-format.
cmake_minimum_required(VERSION 3.25)
set(files "")
foreach(folder exercises facilitator harness solutions)
  file(GLOB_RECURSE some "${root}/${folder}/*.cpp" "${root}/${folder}/*.hpp")
  list(APPEND files ${some})
endforeach()
list(FILTER files EXCLUDE REGEX "/node_modules/")
# copies of right and wrong answers under other names: the first include names the answer's header
list(FILTER files EXCLUDE REGEX "/exercises/[^/]+/kitchens/")
execute_process(COMMAND "${clang_format}" --dry-run -Werror ${files} RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "The files above need another layout: run clang-format -i FILE")
endif()
list(LENGTH files count)
message("${count} files")
