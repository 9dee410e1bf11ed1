# grade_activities(): adds, for each activity of the kit, a judge (its tests and its skeleton) and
# the library that a subject links with. A new activity needs nothing here: its activity.json names
# its files and its services.

# services_of(00_lost_update out): "&tip_jar::service", from the activity's activity.json
function(services_of folder out)
  set(file "exercises/${folder}/activity.json")
  file(READ "${activities_root}/${file}" about)
  string(JSON count ERROR_VARIABLE none LENGTH "${about}" services)
  if(NOT count GREATER 0)
    message(FATAL_ERROR "${file} names no services, so there is no code to judge. "
      "Add the C++ name of each service in the header: \"services\": [\"kitchen::service\"]")
  endif()
  set(services "")
  math(EXPR last "${count} - 1")
  foreach(i RANGE ${last})
    string(JSON service GET "${about}" services ${i})
    list(APPEND services "&${service}")
  endforeach()
  list(JOIN services ", " services)
  set(${out} "${services}" PARENT_SCOPE)
endfunction()

set(judge_first $<TARGET_FILE:grader_judge> $<TARGET_FILE:grader_protocol>
  $<TARGET_FILE:ooo_sim> $<TARGET_FILE:ooo_eda>)

function(grade_activity folder)
  string(SUBSTRING ${folder} 0 2 number)
  string(SUBSTRING ${folder} 3 -1 name)
  set(given "${activities_root}/exercises/${folder}")
  answer_files_of(${folder} code data)
  list(TRANSFORM code PREPEND "${given}/" OUTPUT_VARIABLE skeleton)
  set(named "${CMAKE_CURRENT_BINARY_DIR}/${number}_services.cpp")
  set(include "")
  set(services "")
  is_suite(${folder} suite)
  if(suite)
    # the candidates run in the judge, and the suite in its box
    set(skeleton "${named}" $<TARGET_OBJECTS:${folder}_candidates>)
  elseif(NOT code)
    set(skeleton "${named}")
  else()
    set(include "#include \"${name}.hpp\"")
    services_of(${folder} services)
  endif()
  configure_file("${PROJECT_SOURCE_DIR}/facilitator/grader/subject/services.cpp.in" "${named}"
    @ONLY)

  add_library(${number}_subject_services STATIC "${named}")
  boxed(${number}_subject_services)
  target_include_directories(${number}_subject_services PRIVATE "${given}")
  target_link_libraries(${number}_subject_services PRIVATE
    nlohmann_json::nlohmann_json fmt::fmt)
  if(NOT OUT_OF_ORDER_SANITIZE)
    target_precompile_headers(${number}_subject_services REUSE_FROM ooo_harness_headers)
  endif()

  add_executable(${number}_judge EXCLUDE_FROM_ALL ${skeleton})
  target_include_directories(${number}_judge PRIVATE "${given}")
  target_link_libraries(${number}_judge PRIVATE ooo_testing ${folder}_tests grader_judge
    grader_judge_main ${number}_subject_services)
  target_precompile_headers(${number}_judge REUSE_FROM ooo_test_headers)
  # see harness_first(): without `check`, which has a main program
  list(JOIN judge_first "," first)
  target_link_options(${number}_judge PRIVATE "LINKER:--whole-archive,${first},--no-whole-archive")
endfunction()

# Adds the judges of all activities, and writes grader.json. Sets `graded_activities` to their
# folders. The target grader_03 builds what an answer to 03 needs; `grader`, that of all activities.
function(grade_activities)
  get_property(activities GLOBAL PROPERTY "activities of ${activities_root}")
  foreach(activity IN LISTS activities)
    string(JSON folder GET "${activity}" folder)
    grade_activity(${folder})
    list(APPEND folders ${folder})
  endforeach()
  set(graded_activities ${folders} PARENT_SCOPE)
  write_grader_json(${folders})
endfunction()

# Writes grader.json, the description of this build for `grade`. See grade/kit.hpp.
function(write_grader_json)
  foreach(folder IN LISTS ARGN)
    string(SUBSTRING ${folder} 0 2 number)
    answer_files_of(${folder} code data)
    list(APPEND judges "\"${folder}\": \"$<TARGET_FILE:${number}_judge>\"")
    set(needs ${number}_judge)
    is_suite(${folder} suite)
    if(suite)
      list(APPEND needs grader_suite)
    elseif(code)
      list(APPEND services "\"${folder}\": \"$<TARGET_FILE:${number}_subject_services>\"")
      list(APPEND needs ${number}_subject_services)
    endif()
    add_custom_target(grader_${number} DEPENDS grader_common ${needs})
    set_property(GLOBAL APPEND PROPERTY grader_targets grader_${number})
  endforeach()
  list(JOIN judges ", " judges)
  list(JOIN services ", " services)
  list(JOIN answer_flags "\", \"" flags)
  set(headers "")
  if(answer_headers)
    set(headers "\"answer_headers\": \"${answer_headers}\",")
  endif()
  set(linker "")
  if(OUT_OF_ORDER_LLD)
    set(linker "\"linker\": \"${OUT_OF_ORDER_LLD}\",")
  endif()
  file(GENERATE OUTPUT "${activities_build}/grader.json" CONTENT "{
  \"root\": \"${activities_root}\",
  \"harness\": \"${harness}\",
  \"manifest\": \"${activities_build}/manifest.json\",
  \"compiler\": \"${CMAKE_CXX_COMPILER}\",
  \"answer_flags\": [\"${flags}\"],
  ${headers}
  ${linker}
  \"fork_server\": \"$<TARGET_FILE:grader_fork_server>\",
  \"probe\": \"$<TARGET_FILE:grader_probe>\",
  \"unpack\": \"$<TARGET_FILE:grader_unpack>\",
  \"subject\": \"$<TARGET_FILE:grader_subject>\",
  \"suite\": \"$<TARGET_FILE:grader_suite>\",
  \"port_list\": \"${PROJECT_BINARY_DIR}/harness/ports/port_list.hpp\",
  \"judges\": {${judges}},
  \"services\": {${services}}
}
")
endfunction()
