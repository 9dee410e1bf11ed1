# leak_sanitizer: the link option that makes a program report its leaks. Empty if it cannot work:
# no runtime library, a container without ptrace, another system than Linux.

if(NOT DEFINED CACHE{OUT_OF_ORDER_LEAK_SANITIZER})
  set(works FALSE)
  if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    try_run(status compiles "${PROJECT_BINARY_DIR}/CMakeFiles/leak_sanitizer"
      "${CMAKE_CURRENT_LIST_DIR}/leak_sanitizer.cpp" LINK_OPTIONS -fsanitize=leak)
    if(compiles AND status EQUAL 0)
      set(works TRUE)
    endif()
    unset(status CACHE)
    unset(compiles CACHE)
  endif()
  set(OUT_OF_ORDER_LEAK_SANITIZER ${works} CACHE BOOL "Programs report their leaks")
  mark_as_advanced(OUT_OF_ORDER_LEAK_SANITIZER)
endif()

set(leak_sanitizer "")
if(OUT_OF_ORDER_LEAK_SANITIZER)
  set(leak_sanitizer -fsanitize=leak)
endif()
