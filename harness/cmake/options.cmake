# The options of the kit. Defaults are those of the preset participant (exercises/presets.json);
# each preset says the value of each option. Two options that contradict stop the configure step.

set(OUT_OF_ORDER_ANSWERS exercises CACHE STRING
  "The answers that are judged: exercises | solutions")
set_property(CACHE OUT_OF_ORDER_ANSWERS PROPERTY STRINGS exercises solutions)
option(OUT_OF_ORDER_CI "A missing tool is an error, not a skipped test" OFF)
option(OUT_OF_ORDER_ESSENCE "Only the references, the coroutines and the search" OFF)
option(OUT_OF_ORDER_PREFER_CLANG "Use clang++ if no other compiler is chosen" ON)
option(OUT_OF_ORDER_PROOFS "Run the proofs that take builds of their own" OFF)
option(OUT_OF_ORDER_REAL "Test the answers on real servers" OFF)
option(OUT_OF_ORDER_SANITIZE "Compile with ASan and UBSan" OFF)
option(OUT_OF_ORDER_SELF_CHECK "The kit proves itself: every answer, right or wrong" OFF)
option(OUT_OF_ORDER_UNITY "Compile several files of a library at a time: three times as fast" ON)

# contradict(PROOFS=ON SELF_CHECK=OFF "why"): stops when both options have those values.
function(contradict one other why)
  foreach(pair IN ITEMS ${one} ${other})
    string(REGEX MATCH "^(.+)=(.+)$" pair "OUT_OF_ORDER_${pair}")
    set(value "${${CMAKE_MATCH_1}}")
    if(CMAKE_MATCH_2 STREQUAL "ON" AND value)
      set(value ON)  # also for TRUE, YES, 1
    elseif(CMAKE_MATCH_2 STREQUAL "OFF" AND NOT value)
      set(value OFF)
    endif()
    if(NOT value STREQUAL CMAKE_MATCH_2)
      return()
    endif()
  endforeach()
  message(FATAL_ERROR "OUT_OF_ORDER_${one} and OUT_OF_ORDER_${other} contradict each other: ${why} "
    "Change one of them, or use a preset: cmake --list-presets")
endfunction()

if(NOT OUT_OF_ORDER_ANSWERS MATCHES "^(exercises|solutions)$")
  message(FATAL_ERROR
    "OUT_OF_ORDER_ANSWERS must be exercises or solutions, is '${OUT_OF_ORDER_ANSWERS}'")
endif()
contradict(PROOFS=ON SELF_CHECK=OFF "the proofs use programs of the self-check.")
contradict(ESSENCE=ON SELF_CHECK=OFF "the essence is a part of the self-check.")
contradict(ESSENCE=ON PROOFS=ON "the proofs use wrong answers, which the essence leaves out.")
contradict(REAL=ON SELF_CHECK=ON
  "the self-check has no program for real servers: take the preset real.")
contradict(SELF_CHECK=ON ANSWERS=solutions
  "the self-check judges the answers in solutions/ and the skeletons in exercises/ alike.")

if(NOT EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${OUT_OF_ORDER_ANSWERS}")
  message(FATAL_ERROR "${OUT_OF_ORDER_ANSWERS}/ is not here: the facilitator has it. "
  "To judge your own answers: cmake --workflow --preset participant")
endif()
if(OUT_OF_ORDER_SELF_CHECK AND NOT EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/facilitator")
  message(FATAL_ERROR "The self-check needs solutions/ and facilitator/, which are not here.")
endif()
