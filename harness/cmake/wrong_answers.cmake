# Sets `programs` to the programs of all wrong answers of `root` that were built into `bin`, and
# `tests` to the tests that must reject them, by their headers. Sets `data_folders` and `data_tests`
# likewise for answers that are data: their folders.
execute_process(COMMAND "${bin}/answer_files" --root "${root}" list
  OUTPUT_VARIABLE answers COMMAND_ERROR_IS_FATAL ANY)
set(programs "")
set(tests "")
set(data_folders "")
set(data_tests "")
string(JSON last LENGTH "${answers}")
math(EXPR last "${last} - 1")
foreach(i RANGE ${last})
  foreach(field activity name rejected_by)
    string(JSON ${field} GET "${answers}" ${i} ${field})
  endforeach()
  string(SUBSTRING ${activity} 0 2 number)
  set(data "${bin}/../wrong/${activity}/${name}")  # an answer that is data has no program
  if(IS_DIRECTORY "${data}")
    list(APPEND data_folders "${data}")
    list(APPEND data_tests "${rejected_by}")
  endif()
  if(EXISTS "${bin}/${number}_wrong_${name}")
    list(APPEND programs "${bin}/${number}_wrong_${name}")
    list(APPEND tests "${rejected_by}")
  endif()
endforeach()
