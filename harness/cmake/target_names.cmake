# Stops if a target has a name that a fetched package might have too. Names begin with ooo_ or
# grader_, or with the number of an activity. Tests end with _test, figures with _figures. Other
# names are only those that people type.

set(typed_targets bench bench_growth bench_peers bench_room bench_wrong_answers facilitator_files
  grade grader kit workshop)

function(check_target_names folder)
  get_property(targets DIRECTORY "${folder}" PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    if(NOT target IN_LIST typed_targets
        AND NOT target MATCHES "^(ooo_|grader_|[0-9][0-9]_)|_(test|figures)$")
      message(FATAL_ERROR "The target ${target} (${folder}) could clash with one of a package: "
        "call it ooo_${target}, with OUTPUT_NAME ${target} if its file has to keep the name.")
    endif()
  endforeach()
  get_property(below DIRECTORY "${folder}" PROPERTY SUBDIRECTORIES)
  list(FILTER below EXCLUDE REGEX "^${PROJECT_BINARY_DIR}/_deps/")
  foreach(each IN LISTS below)
    check_target_names("${each}")
  endforeach()
endfunction()
check_target_names("${PROJECT_SOURCE_DIR}")
