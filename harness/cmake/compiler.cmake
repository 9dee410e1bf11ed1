# Compiler options. Each target links `ooo_optimised`, `ooo_debuggable`, `ooo_testing` or
# `ooo_tool`. The harness is optimised in every preset, so that a search takes milliseconds. Answers
# and tests are not, so that they compile fast and can be debugged. The harness and answers have
# sanitizers. Tests are compiled without them, since it would take three times as long. Beside the
# harness with sanitizers there is a `_plain` one without them, for most answers of the self-check.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")

if(MSVC)
  set(warnings /W4 /WX /permissive- /utf-8)
  set(optimise /O2)
  set(debug /Od /Z7)
  set(lines_only "")
else()
  set(warnings -Wall -Wextra -Werror -Wno-missing-field-initializers)  # fields have defaults
  set(optimise -O2)
  set(debug -O0 -g)
  set(lines_only -g1)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # g++ 12 warns wrongly about optimised std::string (GCC PR 105329, 105651)
  list(APPEND warnings -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND OUT_OF_ORDER_UNITY)
  # g++ takes an unnamed namespace in a file of many sources for one of a header
  list(APPEND warnings -Wno-subobject-linkage)
endif()

# With more compilers at a time than cores, Ninja's default, a build takes a fifth longer.
cmake_host_system_information(RESULT OUT_OF_ORDER_CORES QUERY NUMBER_OF_LOGICAL_CORES)
set_property(GLOBAL APPEND PROPERTY JOB_POOLS compilers=${OUT_OF_ORDER_CORES})
set(CMAKE_JOB_POOL_COMPILE compilers)

set(fast_linker "")
find_program(OUT_OF_ORDER_LLD ld.lld)
mark_as_advanced(OUT_OF_ORDER_LLD)
if(LINUX AND OUT_OF_ORDER_LLD)
  set(fast_linker -fuse-ld=lld)
endif()

set(plain "")
if(OUT_OF_ORDER_SANITIZE)
  set(plain _plain)
  set(optimise_plain ${optimise})
  set(debug_plain ${debug})
  set(sanitize -fsanitize=address,undefined -fno-sanitize-recover=all)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    list(APPEND sanitize -fno-sanitize=function)  # wrong for every coroutine in clang 14
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    list(APPEND warnings -Wno-maybe-uninitialized)  # g++'s manual: wrong warnings with sanitizers
  endif()
  set(optimise -O1 -g1 ${sanitize})
  set(debug -O0 -g1)
  set(lines_only -g0)  # a failing assertion has its line even so
  set(sanitize_answers ${sanitize})
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ would collect garbage in a precompiled header again and again: a third of its time
  list(APPEND optimise --param=ggc-min-heapsize=524288)
  list(APPEND debug --param=ggc-min-heapsize=524288)
endif()

# Programs that run answers or tests report leaks; ASan does so anyway. Other programs do not, since
# each allocation would cost twice as much.
add_library(ooo_leak_checked INTERFACE)
if(NOT OUT_OF_ORDER_SANITIZE)
  include(leak_sanitizer)
  target_link_options(ooo_leak_checked INTERFACE ${leak_sanitizer})
endif()

add_library(ooo_optimised INTERFACE)
target_compile_options(ooo_optimised INTERFACE ${warnings} ${optimise})
target_link_options(ooo_optimised INTERFACE ${fast_linker} ${sanitize})

add_library(ooo_debuggable INTERFACE)
target_compile_options(ooo_debuggable INTERFACE ${warnings} ${debug} ${sanitize_answers})
target_link_options(ooo_debuggable INTERFACE ${fast_linker} ${sanitize})

if(plain)
  add_library(ooo_optimised_plain INTERFACE)
  target_compile_options(ooo_optimised_plain INTERFACE ${warnings} ${optimise_plain})
  target_link_options(ooo_optimised_plain INTERFACE ${fast_linker})
  add_library(ooo_debuggable_plain INTERFACE)
  target_compile_options(ooo_debuggable_plain INTERFACE ${warnings} ${debug_plain})
  target_link_options(ooo_debuggable_plain INTERFACE ${fast_linker})
endif()

add_library(ooo_testing INTERFACE)
target_compile_options(ooo_testing INTERFACE ${warnings} ${debug} ${lines_only})
target_link_options(ooo_testing INTERFACE ${fast_linker} ${sanitize})

# For answers that are tests: compiled as tests are, and linked with the harness without sanitizers.
add_library(ooo_suite INTERFACE)
target_compile_options(ooo_suite INTERFACE ${warnings} ${debug} ${lines_only})
target_link_options(ooo_suite INTERFACE ${fast_linker})

# For answers and tests that are still being written: warnings are shown and are no errors, except a
# missing return, which crashes. In the self-check all warnings are errors, also in skeletons and
# solutions.
add_library(ooo_unfinished INTERFACE)
if(NOT OUT_OF_ORDER_SELF_CHECK)
  target_compile_options(ooo_unfinished INTERFACE
    $<IF:$<CXX_COMPILER_ID:MSVC>,/WX-,-Wno-error;-Werror=return-type>)
endif()

add_library(ooo_tool INTERFACE)
target_compile_options(ooo_tool INTERFACE ${warnings} $<IF:$<CXX_COMPILER_ID:MSVC>,/Od,-O0>
  $<$<CXX_COMPILER_ID:GNU>:--param=ggc-min-heapsize=524288>)
target_link_options(ooo_tool INTERFACE ${fast_linker})
