# Proofs that take a build of their own: what a participant gets, a machine without network, and a
# second compiler. Each works below the build directory of the self-check.

set(sandbox "${PROJECT_BINARY_DIR}/proofs")

# proof(pack.holds_all AFTER pack.installs COMMAND …): a test that runs a command, after another.
function(proof name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "AFTER" "COMMAND")
  add_test(NAME ${name} COMMAND ${arg_COMMAND})
  set_tests_properties(${name} PROPERTIES
    LABELS build FIXTURES_SETUP ${name} FIXTURES_REQUIRED "${arg_AFTER}" PROCESSORS 2 TIMEOUT 2400)
endfunction()

proof(pack.installs COMMAND "${CMAKE_COMMAND}" --install "${PROJECT_BINARY_DIR}"
  --component participant --prefix "${sandbox}/pack")
proof(pack.holds_all_but_the_answers AFTER pack.installs COMMAND "${CMAKE_COMMAND}"
  "-Droot=${PROJECT_SOURCE_DIR}" "-Dpack=${sandbox}/pack"
  -P "${CMAKE_CURRENT_LIST_DIR}/compare_pack.cmake")
proof(pack.is_red_by_assertion AFTER pack.holds_all_but_the_answers COMMAND "${CMAKE_COMMAND}"
  "-Droot=${sandbox}/pack" -P "${CMAKE_CURRENT_LIST_DIR}/check_red.cmake")

proof(offline.configures COMMAND "${CMAKE_COMMAND}" -S "${PROJECT_SOURCE_DIR}"
  -B "${sandbox}/offline"
  --fresh -G ${CMAKE_GENERATOR} -DFETCHCONTENT_FULLY_DISCONNECTED=ON)
proof(offline.says_what_to_install COMMAND "${CMAKE_COMMAND}" -S "${PROJECT_SOURCE_DIR}"
  -B "${sandbox}/missing" --fresh -G ${CMAKE_GENERATOR} -DFETCHCONTENT_FULLY_DISCONNECTED=ON
  -DCMAKE_DISABLE_FIND_PACKAGE_CLI11=ON -DCMAKE_DISABLE_FIND_PACKAGE_fmt=ON)
set_tests_properties(offline.says_what_to_install PROPERTIES
  PASS_REGULAR_EXPRESSION "The kit needs fmt, CLI11, which is not.*sudo harness/setup.sh")

# The second compiler compiles every file on its own and runs what must be green. It does so without
# sanitizers, as participants do: the explorer is compared on all random programs here, and on a
# part of them with sanitizers (see explorer_test.cpp).
find_program(OUT_OF_ORDER_CLANG clang++)
mark_as_advanced(OUT_OF_ORDER_CLANG)
if(OUT_OF_ORDER_CLANG)
  proof(clang.configures COMMAND "${CMAKE_COMMAND}" -S "${PROJECT_SOURCE_DIR}" -B "${sandbox}/clang"
    -G ${CMAKE_GENERATOR} -DCMAKE_CXX_COMPILER=${OUT_OF_ORDER_CLANG} -DOUT_OF_ORDER_SELF_CHECK=ON
    -DOUT_OF_ORDER_NESTED=ON -DOUT_OF_ORDER_UNITY=OFF
    -DOUT_OF_ORDER_SANITIZE=OFF)
  proof(clang.agrees AFTER clang.configures COMMAND "${CMAKE_CTEST_COMMAND}"
    --test-dir "${sandbox}/clang" --label-exclude "wrong|skeleton" --output-on-failure -j2)
elseif(OUT_OF_ORDER_CI)
  message(FATAL_ERROR "The self-check needs clang++: sudo harness/setup.sh --all")
else()
  proof(clang.agrees COMMAND "${CMAKE_COMMAND}" -E echo "skipped: needs clang++")
  may_skip(clang.agrees)
endif()
