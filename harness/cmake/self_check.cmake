# Self-check. For each activity: a program of every answer, and a test in which the judge
# (harness/tests/judge.hpp) finds the answer as right or as wrong as it is meant to be.

# whole_answer(FILE wrong 03_correlator out): sets `out` to the file to compile for an answer. For
# an edit (.diff) that is build/…/wrong/03_correlator/NAME.cpp, generated again when the edit or its
# base changes.
function(whole_answer source kind folder out)
  cmake_path(GET source EXTENSION LAST_ONLY extension)
  if(NOT extension STREQUAL ".diff")
    set(${out} "${source}" PARENT_SCOPE)
    return()
  endif()
  cmake_path(GET source STEM name)
  set(whole "${PROJECT_BINARY_DIR}/${kind}/${folder}/${name}.cpp")
  add_custom_command(OUTPUT "${whole}"
    COMMAND ooo_answer_files --root "${PROJECT_SOURCE_DIR}" whole "${source}"
      --out "${whole}" --depfile "${whole}.d"
    DEPENDS "${source}" DEPFILE "${whole}.d" VERBATIM
    COMMENT "Generating ${kind}/${folder}/${name}.cpp from its edit")
  set(${out} "${whole}" PARENT_SCOPE)
endfunction()

function(prove_activity folder)
  string(SUBSTRING ${folder} 0 2 number)
  string(SUBSTRING ${folder} 3 -1 name)
  set(also_right "${PROJECT_SOURCE_DIR}/solutions/${folder}/also_right")
  file(GLOB right CONFIGURE_DEPENDS "${also_right}/*.cpp" "${also_right}/*.diff")
  file(GLOB wrong CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/facilitator/${folder}/wrong/*.diff")
  set(skeleton "${PROJECT_SOURCE_DIR}/exercises/${folder}/${name}.cpp")

  if(OUT_OF_ORDER_ESSENCE)
    set(wrong "")
  endif()

  set(programs ${number}_reference)
  foreach(kind right wrong skeleton)
    foreach(source IN LISTS ${kind})
      cmake_path(GET source STEM answer)
      if(kind STREQUAL "skeleton")
        set(answer fails_by_assertion)
      endif()
      set(program ${number}_${kind}_${answer})
      set(test ${number}.${kind}.${answer})
      whole_answer("${source}" ${kind} ${folder} whole)
      # Sanitizers run with the reference, the skeleton and the harness's tests of coroutine shapes.
      # With them, the other answers took half of the self-check.
      if(kind STREQUAL "skeleton")
        answer_program(${program} ${folder} "${whole}" "")
      else()
        answer_program(${program} ${folder} "${whole}" "${plain}")
      endif()
      list(APPEND programs ${program})
      add_test(NAME ${test} COMMAND ooo_judge ${kind} ${folder}
        --answer "${source}" --program $<TARGET_FILE:${program}>
        --manifest "${PROJECT_BINARY_DIR}/manifest.json")
      set_tests_properties(${test} PROPERTIES LABELS "${number};${name};${kind}"
        FIXTURES_REQUIRED "kit;${number}" TIMEOUT ${no_time_limit})
    endforeach()
  endforeach()
  builds_test(${number}.builds ${number} ${programs})
  set_property(TEST ${number}.builds APPEND PROPERTY LABELS ${number} ${name})
endfunction()
