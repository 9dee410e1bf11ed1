# `workshop real NN`: the answer that the tests judge, on NATS JetStream and PostgreSQL.

# add_real_program(03_correlator SOURCES): adds the program 03_real of the answer's own sources, if
# the activity has a load (real.json) and the libraries are installed.
function(add_real_program folder)
  set(plan "${activities_root}/exercises/${folder}/real.json")
  if(NOT TARGET ooo_real OR NOT EXISTS "${plan}")
    return()
  endif()
  string(SUBSTRING ${folder} 0 2 number)
  string(SUBSTRING ${folder} 3 -1 name)
  file(READ "${activities_root}/exercises/${folder}/activity.json" about)
  string(JSON services GET "${about}" services)
  string(REGEX REPLACE "[][\" \n]" "" services "${services}")
  file(CONFIGURE OUTPUT ${number}_real.cpp @ONLY CONTENT [[#include "@name@.hpp"
#include "real/answer.hpp"

namespace real {

const Answer& answer() {
  static const Answer it{
      "@number@", "@plan@", "@PROJECT_BINARY_DIR@/real/@number@", {@services@}};
  return it;
}

}  // namespace real
]])
  add_executable(${number}_real EXCLUDE_FROM_ALL
    "${CMAKE_CURRENT_BINARY_DIR}/${number}_real.cpp" ${ARGN})
  target_include_directories(${number}_real PRIVATE "${activities_root}/exercises/${folder}")
  target_link_libraries(${number}_real PRIVATE ooo_debuggable ooo_unfinished ooo_real_program)
  set_property(GLOBAL APPEND PROPERTY real_programs ${number}_real)
endfunction()

# Adds a test of the preset `real`. One runs at a time: each has servers and workers of its own.
function(add_real_test name)
  add_test(NAME ${name} COMMAND ${ARGN})
  set_tests_properties(${name} PROPERTIES LABELS real RESOURCE_LOCK real TIMEOUT ${no_time_limit})
  may_skip(${name})
endfunction()

# Adds the tests of the preset `real`, and the target `real`, which builds what they need.
function(add_real_tests)
  if(NOT OUT_OF_ORDER_REAL)
    return()
  endif()
  add_custom_target(real)
  if(NOT TARGET ooo_real)
    add_real_test(real.servers "${CMAKE_COMMAND}" -E echo
      "skipped: needs nats-server, postgresql: harness/setup.sh --real")
    return()
  endif()
  get_property(programs GLOBAL PROPERTY real_programs)
  # each fault is tried, and each activity with one of them: .ci/run has five minutes for all
  foreach(program IN LISTS programs)
    string(SUBSTRING ${program} 0 2 number)
    set(faults leader,worker)
    if(number STREQUAL "06")
      set(faults postgres)
    elseif(number STREQUAL "10")
      set(faults partition)
    elseif(number STREQUAL "12")
      set(faults worker)
    endif()
    string(REPLACE "," "_and_" named ${faults})
    add_real_test(real.${number}.${named} ${program} run --orders 200 --kill ${faults})
  endforeach()
  foreach(test IN ITEMS judge_test driver_test run_test store_engine_test kv_store_test)
    add_executable(real_${test} EXCLUDE_FROM_ALL
      "${PROJECT_SOURCE_DIR}/harness/tests/real/${test}.cpp")
    target_link_libraries(real_${test} PRIVATE ooo_testing ooo_real GTest::gmock_main)
    target_compile_definitions(real_${test} PRIVATE OOO_PROGRAM="$<TARGET_FILE:11_real>"
      OOO_FOLDER="${PROJECT_BINARY_DIR}/real/${test}" OOO_KEPT="${PROJECT_BINARY_DIR}/real/11")
    add_real_test(real.${test} real_${test})
    list(APPEND programs real_${test})
  endforeach()
  add_dependencies(real ${programs})
endfunction()
