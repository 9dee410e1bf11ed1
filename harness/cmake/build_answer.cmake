# cmake -Dbuild=… -Dprogram=03_correlator -Danswer=… -Dcores=2 -Dconfig=… -P build_answer.cmake:
# builds the program of an answer. Keeps a copy of the answer first, as `workshop` does
# (harness/results/built.cpp): a result belongs to the text that was built, not to a file time.

set(copy "${build}/built/${program}.cpp")
if(EXISTS "${answer}")
  execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${answer}" "${copy}"
    RESULT_VARIABLE differs OUTPUT_QUIET ERROR_QUIET)
  file(GLOB linked "${build}/bin/${program}" "${build}/bin/${program}.exe")
  if(differs AND linked AND NOT "${answer}" IS_NEWER_THAN "${linked}")
    file(TOUCH_NOCREATE "${answer}")  # an older text was restored; Ninja compares times only
  endif()
  file(MAKE_DIRECTORY "${build}/built")
  file(COPY_FILE "${answer}" "${copy}")
endif()

# ctest keeps the output of a test, so this goes to the terminal, if there is one
if(UNIX AND DEFINED ENV{OUT_OF_ORDER_PROGRESS})
  execute_process(COMMAND sh -c "printf '\\r\\033[KJudging %s ...' \"$1\" > /dev/tty" sh ${program}
    OUTPUT_QUIET ERROR_QUIET)
endif()

execute_process(COMMAND "${CMAKE_COMMAND}" --build "${build}" --config "${config}"
  --parallel ${cores} --target ${program} RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${program} does not build.")
endif()
