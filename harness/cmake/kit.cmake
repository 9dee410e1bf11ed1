# The harness: its libraries, its tests, and the test `kit.builds`, which builds the targets that
# answers need.
include(GoogleTest)

# kit_library(sim eda fmt::fmt): adds the library ooo_sim of the sources in this folder. It links
# ooo_eda and fmt. With sanitizers it also adds ooo_sim_plain, which links ooo_eda_plain.
# DEFINITIONS: of its sources. SOURCES: instead of all in this folder.
function(kit_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEFINITIONS;SOURCES")
  set(sources ${arg_SOURCES})
  if(NOT sources)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  endif()
  foreach(variant IN ITEMS "" ${plain})
    set(uses ${arg_UNPARSED_ARGUMENTS})
    list(TRANSFORM uses REPLACE "^((fixtures_)?[a-z]+)$" "ooo_\\1${variant}")
    set(library ooo_${name}${variant})
    add_library(${library} STATIC ${sources})
    target_compile_features(${library} PUBLIC cxx_std_20)
    target_include_directories(${library} PUBLIC
      "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/harness>")
    target_link_libraries(${library}
      PUBLIC ${uses} PRIVATE $<BUILD_INTERFACE:ooo_optimised${variant}>)
    target_compile_definitions(${library} PRIVATE ${arg_DEFINITIONS})
    target_precompile_headers(${library} REUSE_FROM ooo_harness_headers${variant})
    set_target_properties(${library} PROPERTIES
      UNITY_BUILD ${OUT_OF_ORDER_UNITY} UNITY_BUILD_BATCH_SIZE 16)
  endforeach()
endfunction()

# precompiled(ooo_answer_headers ooo_debuggable LINK ooo_eda HEADERS "eda/event.hpp"): precompiles
# headers for every target with REUSE_FROM ooo_answer_headers. Reading headers is most of the time
# to compile an answer.
function(precompiled name compiled_as)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "LINK;HEADERS")
  file(CONFIGURE OUTPUT ${name}.cpp CONTENT "")
  add_library(${name} OBJECT EXCLUDE_FROM_ALL "${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp")
  target_link_libraries(${name} PRIVATE ${compiled_as} ${arg_LINK})
  target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
endfunction()

# compiled_once(ooo_answer_headers): compiles the functions in those headers as the library
# ooo_answer_headers_code, if the compiler supports it (clang++). Every target that reuses the
# headers must link it, since its own objects lack that code. Without it an answer takes half as
# long again to compile, and the time from saving it to its verdict is 1.18 times as long.
function(compiled_once name)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang" OR WIN32
      OR (OUT_OF_ORDER_SANITIZE AND NOT name MATCHES "_plain$"))
    add_library(${name}_code INTERFACE)
    return()
  endif()
  target_compile_options(${name} PRIVATE -fpch-codegen -fpch-debuginfo)
  set(code "${CMAKE_CURRENT_BINARY_DIR}/${name}_code.o")
  add_custom_command(OUTPUT "${code}"
    COMMAND "${CMAKE_CXX_COMPILER}" -g -ffunction-sections
      -c $<FILTER:$<TARGET_OBJECTS:${name}>,INCLUDE,[.]pch$> -o "${code}"
    DEPENDS $<TARGET_OBJECTS:${name}> VERBATIM)
  add_library(${name}_code STATIC EXCLUDE_FROM_ALL "${code}")
  set_target_properties(${name}_code PROPERTIES LINKER_LANGUAGE CXX)
  # it has all functions of all headers; some call functions that the system's library lacks
  target_link_options(${name}_code INTERFACE
    LINKER:--gc-sections,--exclude-libs,$<TARGET_FILE_NAME:${name}_code>)
endfunction()

# Links a program with the harness before its own objects. The linker keeps the first copy of an
# inline function that it reads. If that copy came from an answer, compiled without optimisation,
# the whole search would take four times as long. `variant`: "" or _plain.
function(harness_first program variant)
  if(MSVC)
    return()
  endif()
  set(files "")
  foreach(library ooo_sim${variant} ooo_eda${variant} ooo_check${variant} ${ARGN})
    list(APPEND files $<TARGET_FILE:${library}>)
  endforeach()
  if(APPLE)
    list(TRANSFORM files PREPEND "LINKER:-force_load,")
    target_link_options(${program} PRIVATE ${files})
  else()
    list(JOIN files "," files)
    target_link_options(${program} PRIVATE "LINKER:--whole-archive,${files},--no-whole-archive")
  endif()
endfunction()

# A TIMEOUT counts wall-clock seconds, so its effect depends on how busy the machine is. Without the
# property, or with 0, the default limit of ctest applies.
set(no_time_limit 10000000)

# builds_test(03.builds 03 03_correlator): adds a test that builds those targets. Tests that require
# the fixture `03` wait for it and do not run if it fails; other tests are not affected. COMMAND
# with a build command may replace the targets.
function(builds_test test fixture)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "COMMAND")
  if(NOT arg_COMMAND)
    set(arg_COMMAND "${CMAKE_COMMAND}" --build "${PROJECT_BINARY_DIR}"
      --config $<CONFIG> --parallel ${OUT_OF_ORDER_CORES} --target ${arg_UNPARSED_ARGUMENTS})
  endif()
  add_test(NAME ${test} COMMAND ${arg_COMMAND})
  set_tests_properties(${test} PROPERTIES FIXTURES_SETUP ${fixture}
    RESOURCE_LOCK build PROCESSORS 3 TIMEOUT ${no_time_limit} LABELS builds)
  if(NOT fixture STREQUAL kit)
    set_tests_properties(${test} PROPERTIES FIXTURES_REQUIRED kit)
  endif()
endfunction()

# kit_tests(...): adds the harness's own tests, a program for each source.
function(kit_tests)
  foreach(source IN LISTS ARGN)
    cmake_path(GET source STEM name)
    add_executable(${name} EXCLUDE_FROM_ALL ${source})
    target_link_libraries(${name} PRIVATE ooo_testing ooo_leak_checked ooo_breaches ooo_under_load
      ooo_check ooo_test_support ooo_patterns ooo_lint ooo_judging ooo_workshop)
    harness_first(${name} "" ooo_test_support)
    target_compile_definitions(${name} PRIVATE OOO_TEST_DATA="${CMAKE_CURRENT_SOURCE_DIR}/data"
      $<$<BOOL:${OUT_OF_ORDER_SANITIZE}>:OOO_SANITIZED>)
    target_precompile_headers(${name} REUSE_FROM ooo_test_headers)
    gtest_add_tests(TARGET ${name} SOURCES ${source} TEST_PREFIX harness. TEST_LIST tests)
    set_tests_properties(${tests} PROPERTIES
      LABELS "harness;${name}" FIXTURES_REQUIRED "kit;harness" TIMEOUT ${no_time_limit})
    may_skip(${tests})
    list(APPEND programs ${name})
  endforeach()
  builds_test(harness.builds harness ${programs})
  set_property(TEST harness.builds APPEND PROPERTY LABELS harness)
endfunction()

# Lets a test skip itself if it lacks a tool. With OUT_OF_ORDER_CI, skipping is a failure.
function(may_skip)
  if(OUT_OF_ORDER_CI)
    set(outcome FAIL_REGULAR_EXPRESSION)
  else()
    set(outcome SKIP_REGULAR_EXPRESSION)
  endif()
  set_tests_properties(${ARGN} PROPERTIES ${outcome} "\\[  SKIPPED \\]|skipped: needs ")
endfunction()
