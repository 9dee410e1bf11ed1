# Most of the time from saving to a verdict is compiling. clang++ takes half as long as g++, and its
# messages are clearer. So it compiles the answers of participants, if it is installed and works
# with the system's library. CXX or CMAKE_CXX_COMPILER overrides this.
if(NOT OUT_OF_ORDER_PREFER_CLANG OR DEFINED CMAKE_CXX_COMPILER OR DEFINED ENV{CXX} OR WIN32)
  return()
endif()
find_program(OUT_OF_ORDER_CLANGXX clang++)
mark_as_advanced(OUT_OF_ORDER_CLANGXX)
if(NOT OUT_OF_ORDER_CLANGXX)
  return()
endif()
execute_process(
  COMMAND "${OUT_OF_ORDER_CLANGXX}" -std=c++20 -include coroutine -x c++ -fsyntax-only /dev/null
  OUTPUT_QUIET ERROR_QUIET RESULT_VARIABLE status)
if(status EQUAL 0)
  set(CMAKE_CXX_COMPILER "${OUT_OF_ORDER_CLANGXX}")
endif()
