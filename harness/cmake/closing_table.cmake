# Scripts that print at the end of a run. ctest calls them when its tests are done, also with -Q.
# With `quiet` in the preset (exercises/presets.json) nothing is printed after them.

write_manifest()

# after_tests(SCRIPT -Dfile=…): makes ctest run that script after its tests, in the build directory.
function(after_tests script)
  list(JOIN ARGN "\" \"" definitions)
  set_property(GLOBAL APPEND PROPERTY after_tests
    "\"${CMAKE_COMMAND}\" \"${definitions}\" -P \"${script}\"")
endfunction()

# Writes CTestCustom.cmake, from which ctest takes these scripts.
function(write_after_tests)
  get_property(commands GLOBAL PROPERTY after_tests)
  list(JOIN commands "]]\n  [[" commands)
  file(CONFIGURE OUTPUT CTestCustom.cmake @ONLY
    CONTENT "set(CTEST_CUSTOM_POST_TEST\n  [[@commands@]])\n")
endfunction()

set(slowest "")
if(OUT_OF_ORDER_SELF_CHECK)
  set(slowest 10)
else()
  message(STATUS "Judged: the answers in ${OUT_OF_ORDER_ANSWERS}/")
endif()
if(OUT_OF_ORDER_REAL)
  return()  # that preset judges runs on servers, and builds no table
endif()
after_tests("${CMAKE_CURRENT_LIST_DIR}/print_closing_table.cmake" -Dslowest=${slowest}
  "-Dprogram=${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/closing_table${CMAKE_EXECUTABLE_SUFFIX}")
