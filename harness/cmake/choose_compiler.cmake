# What one waits for after saving an answer is its compiler: clang++ takes half as long as g++ and
# says more plainly what is wrong. So the answers of participants are compiled with it, where it is
# there and works with the system's library. Whoever sets CXX or CMAKE_CXX_COMPILER has chosen.
option(OUT_OF_ORDER_PREFER_CLANG "Take clang++ where nobody has said otherwise" OFF)
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
