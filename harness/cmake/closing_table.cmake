# The table at the end of a run. ctest calls the program when its tests are done, with -Q too. With
# `quiet` in the preset (CMakePresets.json) nothing follows it.

get_property(manifest_activities GLOBAL PROPERTY manifest_activities)
list(JOIN manifest_activities ",\n    " manifest_activities)
set(hidden_tests_here false)
if(EXISTS "${PROJECT_SOURCE_DIR}/facilitator")
  set(hidden_tests_here true)
endif()
file(CONFIGURE OUTPUT manifest.json @ONLY CONTENT [[{
  "root": "@PROJECT_SOURCE_DIR@",
  "build": "@PROJECT_BINARY_DIR@",
  "answers": "@OUT_OF_ORDER_ANSWERS@",
  "hidden_tests_here": @hidden_tests_here@,
  "activities": [
    @manifest_activities@
  ]
}
]])

if(NOT OUT_OF_ORDER_SELF_CHECK)
  set(program "${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/closing_table${CMAKE_EXECUTABLE_SUFFIX}")
  set(script "${PROJECT_SOURCE_DIR}/harness/cmake/print_closing_table.cmake")
  file(CONFIGURE OUTPUT CTestCustom.cmake @ONLY CONTENT [[
set(CTEST_CUSTOM_POST_TEST "\"@CMAKE_COMMAND@\" \"-Dprogram=@program@\" -P \"@script@\"")
]])
  message(STATUS "Judged: the answers in ${OUT_OF_ORDER_ANSWERS}/")
endif()
