# cmake -Dbuild=… -Dprogram=03_correlator -Danswer=FOLDER -Dcode=a.cpp,… -Ddata=b.json,… -Dcores=2
# -Dconfig=… -P build_answer.cmake: builds the program of an answer. Keeps a copy of its files
# first, as `workshop` does (harness/results/built.cpp): a result belongs to the text that was
# built, not to a file time.
cmake_minimum_required(VERSION 3.25)

string(REPLACE "," ";" code "${code}")
string(REPLACE "," ";" data "${data}")
file(GLOB linked "${build}/bin/${program}" "${build}/bin/${program}.exe")
foreach(file IN LISTS code data)
  set(copy "${build}/built/${program}/${file}")
  if(EXISTS "${answer}/${file}")
    execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${answer}/${file}" "${copy}"
      RESULT_VARIABLE differs OUTPUT_QUIET ERROR_QUIET)
    if(differs AND linked AND file IN_LIST code
        AND NOT "${answer}/${file}" IS_NEWER_THAN "${linked}")
      file(TOUCH_NOCREATE "${answer}/${file}")  # an older text was restored; Ninja compares times
    endif()
    cmake_path(GET copy PARENT_PATH folder)
    file(MAKE_DIRECTORY "${folder}")
    file(COPY_FILE "${answer}/${file}" "${copy}")
  endif()
endforeach()

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
