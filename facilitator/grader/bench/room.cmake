# cmake -Droot=… -Dgrade=… -Danswers_program=… -Dsandbox=… -P room.cmake: measures the time of a
# room of 30 people with an answer to two activities: right ones, wrong ones and skeletons in turn.
# Each has one different line, so that no two are the same answer. -Dnumbers="00;03;07" chooses
# other activities of code, and -Dpeople=6 a smaller room; both must be built for grading.
cmake_minimum_required(VERSION 3.25)
if(NOT people)
  set(people 30)
endif()
if(NOT numbers)
  set(numbers 00 03)
endif()

file(REMOVE_RECURSE "${sandbox}")
set(answers_in_all 0)
set(chosen "")
foreach(number IN LISTS numbers)
  file(GLOB activity RELATIVE "${root}/solutions" "${root}/solutions/${number}_*")
  list(APPEND chosen --activity ${number})
  string(SUBSTRING ${activity} 3 -1 name)
  file(GLOB answers "${root}/solutions/${activity}/*.cpp"
    "${root}/solutions/${activity}/also_right/*.cpp"
    "${root}/solutions/${activity}/also_right/*.diff"
    "${root}/facilitator/${activity}/wrong/*.diff" "${root}/exercises/${activity}/*.cpp")
  list(FILTER answers EXCLUDE REGEX "_test\\.cpp$")
  list(LENGTH answers count)
  if(count EQUAL 0)  # an answer of data takes no time to compile or to ask
    continue()
  endif()
  foreach(person RANGE 1 ${people})
    math(EXPR at "${person} % ${count}")
    list(GET answers ${at} answer)
    execute_process(COMMAND "${answers_program}" --root "${root}" whole "${answer}"
      --out "${sandbox}/answer.cpp" COMMAND_ERROR_IS_FATAL ANY)
    file(READ "${sandbox}/answer.cpp" text)
    file(WRITE "${sandbox}/in/person_${person}/${name}.cpp" "${text}\n// ${person}\n")
    math(EXPR answers_in_all "${answers_in_all} + 1")
  endforeach()
endforeach()

string(TIMESTAMP begin "%s%f")
execute_process(COMMAND "${grade}" room "${sandbox}/in" --out "${sandbox}/out" ${chosen}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
string(TIMESTAMP end "%s%f")
math(EXPR taken "(${end} - ${begin}) / 1000")
message("a room of ${people} people, ${answers_in_all} answers   ${taken} ms (goal 90000)")

# time of each step, from the journal
file(READ "${sandbox}/out/journal.jsonl" journal)
foreach(step compile link judge)
  string(REGEX MATCHALL "\"${step}\":[0-9]+\\.[0-9]+" times "${journal}")
  set(sum 0)
  foreach(time IN LISTS times)
    string(REGEX MATCH "([0-9]+)\\.([0-9]+)" time "${time}")
    string(SUBSTRING "${CMAKE_MATCH_2}00" 0 3 thousandths)
    math(EXPR sum "${sum} + ${CMAKE_MATCH_1} * 1000 + 1${thousandths} - 1000")
  endforeach()
  list(LENGTH times count)
  math(EXPR each "${sum} / ${count}")
  message("  ${step}, mean of ${count} answers   ${each} ms")
endforeach()
