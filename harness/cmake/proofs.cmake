# Proofs with separate builds: the participants' archive with a second compiler, a project of
# another team, a machine without network. Each works below the build directory of the self-check.

set(sandbox "${PROJECT_BINARY_DIR}/proofs")

# proof(pack.holds_all AFTER pack.installs COMMAND …): adds a test of a command, after another test.
function(proof name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "AFTER" "COMMAND")
  add_test(NAME ${name} COMMAND ${arg_COMMAND})
  set_tests_properties(${name} PROPERTIES
    LABELS build FIXTURES_SETUP ${name} FIXTURES_REQUIRED "${arg_AFTER}"
    RESOURCE_LOCK build PROCESSORS 3 TIMEOUT ${no_time_limit})
endfunction()

set(pack "${sandbox}/pack")
proof(pack.begins COMMAND "${CMAKE_COMMAND}" "-Dpack=${pack}"
  -P "${CMAKE_CURRENT_LIST_DIR}/begin_pack.cmake")
proof(pack.installs AFTER pack.begins COMMAND "${CMAKE_COMMAND}" --install "${PROJECT_BINARY_DIR}"
  --component participant --prefix "${pack}")
proof(pack.holds_all_but_the_answers AFTER "pack.installs;kit" COMMAND ooo_judge pack
  --root "${PROJECT_SOURCE_DIR}" --pack "${pack}")
proof(pack.is_red_by_assertion AFTER pack.holds_all_but_the_answers
  COMMAND "${CMAKE_COMMAND}" -E env CXX=g++ $<TARGET_FILE:ooo_judge> first-run --root "${pack}")
proof(pack.says_what_is_wrong AFTER pack.is_red_by_assertion
  COMMAND ooo_judge first-contact --root "${pack}" --kit "${PROJECT_SOURCE_DIR}")
proof(pack.takes_other_kinds_of_answers AFTER pack.says_what_is_wrong COMMAND
  "${CMAKE_COMMAND}" -E env CXX=g++ $<TARGET_FILE:ooo_judge> kinds --root "${pack}"
  --kit "${PROJECT_SOURCE_DIR}")

proof(outside.finds_a_lost_update AFTER kit COMMAND "${CMAKE_COMMAND}"
  "-Dkit=${PROJECT_SOURCE_DIR}" "-Dbuild=${PROJECT_BINARY_DIR}" "-Dscratch=${sandbox}/outside"
  -Dgenerator=${CMAKE_GENERATOR} -Dcores=${OUT_OF_ORDER_CORES}
  -P "${CMAKE_CURRENT_LIST_DIR}/outside.cmake")

proof(offline.configures COMMAND "${CMAKE_COMMAND}" -S "${PROJECT_SOURCE_DIR}"
  -B "${sandbox}/offline"
  --fresh -G ${CMAKE_GENERATOR} -DFETCHCONTENT_FULLY_DISCONNECTED=ON)
proof(offline.says_what_to_install COMMAND "${CMAKE_COMMAND}" -S "${PROJECT_SOURCE_DIR}"
  -B "${sandbox}/missing" --fresh -G ${CMAKE_GENERATOR} -DFETCHCONTENT_FULLY_DISCONNECTED=ON
  -DCMAKE_DISABLE_FIND_PACKAGE_CLI11=ON -DCMAKE_DISABLE_FIND_PACKAGE_fmt=ON)
set_tests_properties(offline.says_what_to_install PROPERTIES
  PASS_REGULAR_EXPRESSION "The kit needs fmt, CLI11, which is not.*harness/setup.sh\n")

# The demonstrations need the answers, which come into the same folder last. What the second
# compiler must prove beside this archive, and the grader, is proved by the preset `gcc`.
proof(facilitator.installs AFTER pack.takes_other_kinds_of_answers COMMAND "${CMAKE_COMMAND}"
  --install "${PROJECT_BINARY_DIR}" --component facilitator --prefix "${pack}")
proof(facilitator.demos_show_what_they_say AFTER facilitator.installs COMMAND "${CMAKE_COMMAND}"
  "-Droot=${pack}" -P "${PROJECT_SOURCE_DIR}/facilitator/pack/run_demos.cmake")
proof(facilitator.configures AFTER facilitator.installs COMMAND "${CMAKE_COMMAND}" -S "${pack}"
  -B "${sandbox}/facilitator" --fresh -G ${CMAKE_GENERATOR} -DOUT_OF_ORDER_SELF_CHECK=ON)
