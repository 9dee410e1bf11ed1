# ctest runs this in the build directory when its tests are done. Prints the table of results. With
# -Dslowest=10, prints the tests that took longest.
if(UNIX AND DEFINED ENV{OUT_OF_ORDER_PROGRESS})
  execute_process(COMMAND sh -c "printf '\\r\\033[K' > /dev/tty" OUTPUT_QUIET ERROR_QUIET)
endif()
if(EXISTS "${program}" AND slowest)
  execute_process(COMMAND "${program}" manifest.json --slowest ${slowest}
    COMMAND_ERROR_IS_FATAL ANY)
elseif(EXISTS "${program}")
  execute_process(COMMAND "${program}" manifest.json COMMAND_ERROR_IS_FATAL ANY)
else()
  message("\nThe kit itself was not built, so nothing was judged. To see the error:\n"
    "    cmake --build \"${CMAKE_BINARY_DIR}\" --target kit\n")
endif()
