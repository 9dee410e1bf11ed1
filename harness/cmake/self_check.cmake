# Self-check. For each activity: a program of every answer, and a test in which the judge
# (harness/tests/judge.hpp) finds the answer as right or as wrong as it is meant to be. An answer
# that differs from the reference in a file of data only needs no program of its own.

# replaced_file(FILE 03_correlator out): sets `out` to the file of the answer that FILE replaces:
# the one that an edit (.diff) has as its last base, or the only one with the extension of FILE.
function(replaced_file source folder out)
  answer_files_of(${folder} code data)
  set(files ${code} ${data})
  set(last "${source}")
  foreach(i RANGE 8)
    list(LENGTH files count)
    if(count EQUAL 1 OR NOT last MATCHES "\\.diff$")
      break()
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${last}")
    file(STRINGS "${last}" base REGEX "^// Base: " LIMIT_COUNT 1)
    string(REGEX REPLACE "^// Base: *" "" base "${base}")
    set(last "${activities_root}/${base}")
  endforeach()
  foreach(file IN LISTS files)
    if(last STREQUAL "${activities_root}/solutions/${folder}/${file}")
      set(files ${file})
    endif()
  endforeach()
  cmake_path(GET last EXTENSION LAST_ONLY extension)
  list(LENGTH files count)
  if(count GREATER 1)
    list(FILTER files INCLUDE REGEX "\\${extension}$")
    list(LENGTH files count)
  endif()
  if(NOT count EQUAL 1)
    message(FATAL_ERROR "${source}: which file of the answer does it replace? Write it as an edit "
      "(.diff) of one of them in solutions/${folder}/: ${code} ${data}")
  endif()
  set(${out} ${files} PARENT_SCOPE)
endfunction()

# whole_answer(FILE wrong 03_correlator correlator.cpp out): sets `out` to the file that replaces
# correlator.cpp. For an edit (.diff) of code that is build/…/wrong/03_correlator/NAME.cpp, for data
# build/…/wrong/01_event_ownership/NAME/event_ownership.json. It is generated again when the edit or
# its base changes.
function(whole_answer source kind folder file out)
  cmake_path(GET source EXTENSION LAST_ONLY extension)
  cmake_path(GET source STEM LAST_ONLY name)
  set(whole "${activities_build}/${kind}/${folder}/${name}.cpp")
  if(NOT file MATCHES "\\.cpp$")
    set(whole "${activities_build}/${kind}/${folder}/${name}/${file}")
  elseif(NOT extension STREQUAL ".diff")
    set(${out} "${source}" PARENT_SCOPE)
    return()
  endif()
  cmake_path(RELATIVE_PATH whole BASE_DIRECTORY "${activities_build}" OUTPUT_VARIABLE shown)
  add_custom_command(OUTPUT "${whole}"
    COMMAND ooo_answer_files --root "${activities_root}" whole "${source}"
      --out "${whole}" --depfile "${whole}.d"
    DEPENDS "${source}" DEPFILE "${whole}.d" VERBATIM COMMENT "Generating ${shown}")
  set(${out} "${whole}" PARENT_SCOPE)
endfunction()

# judged(right 03_correlator FILE 03_reference [FOLDER]): adds the test of an answer.
# FOLDER has files of data that replace those of the program.
function(judged kind folder source program)
  string(SUBSTRING ${folder} 0 2 number)
  string(SUBSTRING ${folder} 3 -1 name)
  set(answer fails_by_assertion)
  if(NOT kind STREQUAL "skeleton")
    cmake_path(GET source STEM LAST_ONLY answer)
  endif()
  set(files "")
  if(ARGN)
    set(files --files "${ARGN}")
  endif()
  set(test ${number}.${kind}.${answer})
  add_test(NAME ${test} COMMAND ooo_judge ${kind} ${folder}
    --answer "${source}" --program $<TARGET_FILE:${program}> ${files}
    --manifest "${activities_build}/manifest.json")
  set_tests_properties(${test} PROPERTIES LABELS "${number};${name};${kind}"
    FIXTURES_REQUIRED "kit;${number}" TIMEOUT ${no_time_limit})
endfunction()

# Adds the program of an answer that is the reference but for one file, and its test. Appends what
# has to be built to `programs`. Sanitizers run with the reference, the skeleton and the harness's
# tests of coroutine shapes. With them, the other answers took half of the self-check.
function(prove_answer kind folder source)
  string(SUBSTRING ${folder} 0 2 number)
  cmake_path(GET source STEM LAST_ONLY answer)
  set(reference "${activities_root}/solutions/${folder}")
  replaced_file("${source}" ${folder} file)
  whole_answer("${source}" ${kind} ${folder} ${file} whole)
  set(target ${number}_${kind}_${answer})
  if(file MATCHES "\\.cpp$")
    answer_files_of(${folder} code data)
    list(REMOVE_ITEM code ${file})
    list(TRANSFORM code PREPEND "${reference}/")
    answer_program(${target} ${folder} "${reference}" "${plain}" "${whole}" ${code})
    judged(${kind} ${folder} "${source}" ${target})
  else()
    add_custom_target(${target} DEPENDS "${whole}")
    string(REGEX REPLACE "/${file}$" "" files "${whole}")
    judged(${kind} ${folder} "${source}" ${number}_reference "${files}")
  endif()
  set(programs ${programs} ${target} PARENT_SCOPE)
endfunction()

function(prove_activity folder)
  string(SUBSTRING ${folder} 0 2 number)
  string(SUBSTRING ${folder} 3 -1 name)
  answer_files_of(${folder} code data)
  set(also_right "${activities_root}/solutions/${folder}/also_right")
  file(GLOB right CONFIGURE_DEPENDS "${also_right}/*.cpp" "${also_right}/*.diff"
    "${also_right}/*.json" "${also_right}/*.md" "${also_right}/*.txt")
  file(GLOB wrong CONFIGURE_DEPENDS "${activities_root}/facilitator/${folder}/wrong/*.diff")
  set(skeleton "${activities_root}/exercises/${folder}")
  if(OUT_OF_ORDER_ESSENCE)
    set(wrong "")
  endif()

  set(programs ${number}_reference)
  if(code)
    set(program ${number}_skeleton_fails_by_assertion)
    list(TRANSFORM code PREPEND "${skeleton}/" OUTPUT_VARIABLE sources)
    answer_program(${program} ${folder} "${skeleton}" "" ${sources})
    judged(skeleton ${folder} "${skeleton}" ${program})
    list(APPEND programs ${program})
  else()
    judged(skeleton ${folder} "${skeleton}" ${number}_reference "${skeleton}")
  endif()
  foreach(kind right wrong)
    foreach(source IN LISTS ${kind})
      prove_answer(${kind} ${folder} "${source}")
    endforeach()
  endforeach()
  builds_test(${number}.builds ${number} ${programs})
  set_property(TEST ${number}.builds APPEND PROPERTY LABELS ${number} ${name})
endfunction()
