# Activities whose answer is a suite of tests ("suite" in activity.json). Candidates judge it:
# services that are known to be right or wrong, from suite.json in the activity's folder in
# facilitator/, or in exercises/ where that is not here.

# is_suite(08_testing out): sets `out` to the file of the suite, or to "".
function(is_suite folder out)
  file(READ "${activities_root}/exercises/${folder}/activity.json" about)
  string(JSON suite ERROR_VARIABLE none GET "${about}" suite)
  if(NOT suite MATCHES "[.]cpp$")
    set(suite "")
  endif()
  set(${out} "${suite}" PARENT_SCOPE)
endfunction()

# candidate_source(08_testing right 1 FILE "style" out): generates a source that adds a candidate
# in a namespace of its own, and sets `out` to it.
function(candidate_source folder kind number file style out)
  cmake_path(GET file STEM candidate)
  whole_answer("${activities_root}/${file}" candidates ${folder} answer.cpp whole)
  set(source "${activities_build}/candidates/${folder}/${kind}_${number}.cpp")
  file(CONFIGURE OUTPUT "${source}" @ONLY CONTENT [[#define kitchen @kind@_@number@
#include "@whole@"

#include "check/candidates.hpp"

namespace {
const check::CandidateOfThisProgram candidate{
    {check::Candidate::Kind::@kind@, @number@, "@candidate@", "@style@", kitchen::service}};
}
]])
  set_source_files_properties("${source}" PROPERTIES OBJECT_DEPENDS "${whole}")
  set(${out} "${source}" PARENT_SCOPE)
endfunction()

# Adds the library ${folder}_candidates.
function(add_candidates folder)
  set(list "${activities_root}/facilitator/${folder}/suite.json")
  if(NOT EXISTS "${list}")
    set(list "${activities_root}/exercises/${folder}/suite.json")
  endif()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${list}")
  file(READ "${list}" all)
  string(JSON given GET "${all}" given)
  set(sources "")
  foreach(kind right wrong caricature)
    string(JSON count ERROR_VARIABLE none LENGTH "${all}" ${kind})
    if(NOT count GREATER 0)
      continue()
    endif()
    foreach(number RANGE 1 ${count})
      math(EXPR i "${number} - 1")
      string(JSON file GET "${all}" ${kind} ${i} source)
      string(JSON style ERROR_VARIABLE none GET "${all}" ${kind} ${i} style)
      if(NOT kind STREQUAL "right")
        set(style "")
      endif()
      candidate_source(${folder} ${kind} ${number} "${file}" "${style}" source)
      list(APPEND sources "${source}")
    endforeach()
  endforeach()
  add_library(${folder}_candidates OBJECT EXCLUDE_FROM_ALL ${sources})
  target_include_directories(${folder}_candidates PRIVATE "${activities_root}/${given}")
  target_link_libraries(${folder}_candidates PRIVATE ooo_testing ooo_check)
  target_precompile_headers(${folder}_candidates REUSE_FROM ooo_test_headers)
endfunction()

# Adds the program 08_on_my_own: the suite against the participant's own answer to the activity that
# suite.json calls "own". It is built only on demand, since that answer need not compile.
function(add_suite_on_own folder answer)
  is_suite(${folder} suite)
  file(READ "${activities_root}/exercises/${folder}/suite.json" all)
  string(JSON own ERROR_VARIABLE none GET "${all}" own)
  string(JSON given GET "${all}" given)
  if(NOT EXISTS "${activities_root}/${own}")
    return()
  endif()
  string(SUBSTRING ${folder} 0 2 number)
  candidate_source(${folder} right 0 "${own}" "is your own" source)
  add_executable(${number}_on_my_own EXCLUDE_FROM_ALL "${answer}/${suite}" "${source}")
  target_include_directories(${number}_on_my_own PRIVATE
    "${activities_root}/exercises/${folder}" "${activities_root}/${given}")
  target_link_libraries(${number}_on_my_own PRIVATE ooo_suite ooo_unfinished ooo_leak_checked
    ooo_check ooo_fixtures)
  harness_first(${number}_on_my_own "")
  target_precompile_headers(${number}_on_my_own REUSE_FROM ooo_test_headers)
endfunction()
