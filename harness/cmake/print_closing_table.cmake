# ctest runs this in the build directory when its tests are done.
if(EXISTS "${program}")
  execute_process(COMMAND "${program}" judged.json COMMAND_ERROR_IS_FATAL ANY)
else()
  message("\nThe kit itself was not built, so nothing was judged. What stopped it:\n"
    "    cmake --build ${CMAKE_BINARY_DIR} --target closing_table check\n")
endif()
