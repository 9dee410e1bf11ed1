# Answers with known verdicts, graded as an untrusted room: attacks, oddities, the skeletons, and a
# sample of the right and wrong ones. The test `grader.answers` grades a list of them. Then a test
# for each reads its result. All right and wrong answers are tested without boxes: see
# harness/cmake/self_check.cmake. The sample: the reference of each activity, other right answers
# with a kind of request that no reference has, and a wrong answer for each shape of answers.

add_executable(grader_answers EXCLUDE_FROM_ALL answers_main.cpp answers.cpp answer.cpp machine.cpp)
target_include_directories(grader_answers PRIVATE .. "${PROJECT_SOURCE_DIR}/harness")
target_link_libraries(grader_answers PRIVATE ooo_tool grader_grade ooo_answers fmt::fmt
  nlohmann_json::nlohmann_json CLI11::CLI11)

# Points and bonus of a right answer.
function(full_score folder out)
  file(READ "${PROJECT_SOURCE_DIR}/exercises/${folder}/activity.json" about)
  set(full 100)
  string(JSON count ERROR_VARIABLE none LENGTH "${about}" points stretch)
  if(count GREATER 0)
    math(EXPR last "${count} - 1")
    foreach(i RANGE ${last})
      string(JSON family MEMBER "${about}" points stretch ${i})
      string(JSON bonus GET "${about}" points stretch ${family})
      math(EXPR full "${full} + ${bonus}")
    endforeach()
  endif()
  set(${out} ${full} PARENT_SCOPE)
endfunction()

# listed(answers attacks.00.34_endless_loop 00_lost_update told FILE): adds an answer to that list
function(listed list name folder kind file)
  full_score(${folder} full)
  set_property(GLOBAL APPEND_STRING PROPERTY list_${list}
    "${name};${folder};${full};${kind};${file}\n")
  set_property(GLOBAL APPEND PROPERTY names_${list} ${name})
endfunction()

# graded(answers [--level=L2 …]): grades that list, and a test for each answer of it
function(graded list)
  get_property(lines GLOBAL PROPERTY list_${list})
  get_property(names GLOBAL PROPERTY names_${list})
  file(CONFIGURE OUTPUT ${list}.txt @ONLY CONTENT "@lines@")
  set(out "${CMAKE_CURRENT_BINARY_DIR}/${list}")
  add_test(NAME grader.${list} COMMAND grader_answers judge --grade $<TARGET_FILE:grade>
    --root "${PROJECT_SOURCE_DIR}" --list "${CMAKE_CURRENT_BINARY_DIR}/${list}.txt"
    --out "${out}" -- ${ARGN})
  # a room uses every core, unless it has fewer answers
  list(LENGTH names processors)
  if(processors GREATER OUT_OF_ORDER_CORES)
    set(processors ${OUT_OF_ORDER_CORES})
  endif()
  set_tests_properties(grader.${list} PROPERTIES LABELS grader FIXTURES_REQUIRED "kit;grader"
    FIXTURES_SETUP ${list} PROCESSORS ${processors} TIMEOUT ${no_time_limit})
  foreach(name IN LISTS names)
    add_test(NAME grader.${name} COMMAND grader_answers show --out "${out}" ${name})
    set_tests_properties(grader.${name} PROPERTIES LABELS grader
      FIXTURES_REQUIRED "kit;grader;${list}" TIMEOUT ${no_time_limit})
    # If boxes have less than L3 (no bubblewrap, or no permission for namespaces) a test is
    # skipped, unless no test may be skipped.
    if(NOT OUT_OF_ORDER_CI)
      set_tests_properties(grader.${name} PROPERTIES SKIP_RETURN_CODE 77)
    endif()
  endforeach()
endfunction()

find_program(BUBBLEWRAP bwrap)
mark_as_advanced(BUBBLEWRAP)
if(NOT BUBBLEWRAP AND OUT_OF_ORDER_CI)
  message(FATAL_ERROR "The grader's tests need bubblewrap. Install it: harness/setup.sh --all")
endif()

# Answers that use up a limit, or most of it. They are graded with a lower limit, to save processor
# time: see the lists `quick` and `small` below.
set(in_quick
  attacks.00.34_endless_loop
  attacks.00.34_never_replies
  attacks.03.39_telepathy_for_half_a_second
  attacks.03.40_needs_a_warm_start_that_costs
  oddities.00.fills_a_costly_table
  oddities.00.keeps_200_megabytes)
set(in_small attacks.00.35_memory_bomb)

# requests_in(FILE out): sets `out` to the kinds of requests in the text of an answer.
function(requests_in file out)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  file(STRINGS "${file}" requests REGEX "io\\.[a-z]+\\.[a-z_]+")
  string(REGEX MATCHALL "io\\.[a-z]+\\.[a-z_]+" requests "${requests}")
  set(${out} ${requests} PARENT_SCOPE)
endfunction()

# shape_of(12_schema_evolution out): sets `out` to what its answers are made of.
function(shape_of folder out)
  answer_files_of(${folder} code data)
  is_suite(${folder} suite)
  list(LENGTH code files)
  if(suite)
    set(shape "suite")
  elseif(NOT code)
    set(shape "data")
  elseif(data)
    set(shape "code and data")
  elseif(files GREATER 1)
    set(shape "files of code")
  else()
    set(shape "file of code")
  endif()
  set(${out} "${shape}" PARENT_SCOPE)
endfunction()

# attacks/NN_name/, oddities/NN_name/: answers to that activity, whole (.cpp) or as edits (.diff).
# Their first lines have the expected result.
set(known "")  # kinds of requests
foreach(folder IN LISTS graded_activities)
  answer_files_of(${folder} code data)
  foreach(file IN LISTS code)
    requests_in("${PROJECT_SOURCE_DIR}/solutions/${folder}/${file}" requests)
    list(APPEND known ${requests})
  endforeach()
endforeach()
set(shapes "")
foreach(folder IN LISTS graded_activities)
  string(SUBSTRING ${folder} 0 2 number)
  string(SUBSTRING ${folder} 3 -1 name)
  foreach(kind attacks oddities)
    file(GLOB files CONFIGURE_DEPENDS ${kind}/${folder}/*.cpp ${kind}/${folder}/*.diff)
    foreach(file IN LISTS files)
      cmake_path(GET file STEM stem)
      set(list answers)
      foreach(other quick small)
        if(${kind}.${number}.${stem} IN_LIST in_${other})
          set(list ${other})
        endif()
      endforeach()
      listed(${list} ${kind}.${number}.${stem} ${folder} told "${file}")
    endforeach()
  endforeach()
  listed(answers ${number}.skeleton ${folder} skeleton "${PROJECT_SOURCE_DIR}/exercises/${folder}")
  set(solutions "${PROJECT_SOURCE_DIR}/solutions/${folder}")
  file(GLOB others CONFIGURE_DEPENDS
    "${solutions}/also_right/*.cpp" "${solutions}/also_right/*.diff")
  answer_files_of(${folder} code data)
  set(files ${code} ${data})
  list(GET files 0 reference)
  cmake_path(GET reference STEM stem)
  listed(answers ${number}.right.${stem} ${folder} right "${solutions}/${reference}")
  list(REVERSE others)
  foreach(file IN LISTS others)
    requests_in("${file}" requests)
    list(REMOVE_ITEM requests ${known})
    list(APPEND known ${requests})
    if(requests)
      cmake_path(GET file STEM stem)
      listed(answers ${number}.right.${stem} ${folder} right "${file}")
    endif()
  endforeach()
  file(GLOB files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/facilitator/${folder}/wrong/*.diff")
  shape_of(${folder} shape)
  if(files AND NOT shape IN_LIST shapes)
    list(APPEND shapes "${shape}")
    list(GET files 0 file)
    cmake_path(GET file STEM stem)
    listed(answers ${number}.wrong.${stem} ${folder} wrong "${file}")
  endif()
endforeach()
graded(answers)

# level L2, for containers that refuse namespaces, must also protect
set(attacks "${CMAKE_CURRENT_SOURCE_DIR}/attacks/00_lost_update")
set(odd "${CMAKE_CURRENT_SOURCE_DIR}/oddities/00_lost_update")
set(right "${PROJECT_SOURCE_DIR}/solutions/00_lost_update/lost_update.cpp")
foreach(file 19_reads_hidden_tests.diff 25_fork.cpp 38_guesses_the_line.cpp 50_network.cpp
    51_kills_its_parent.cpp)
  cmake_path(GET file STEM name)
  listed(landlock landlock.${name} 00_lost_update told "${attacks}/${file}")
endforeach()
listed(landlock landlock.solution 00_lost_update right "${right}")
graded(landlock --level=L2)
# below the minimum level there are no hidden tests, and only the points of the visible ones
listed(no_box no_box.solution 00_lost_update PASS/20/20 "${right}")
graded(no_box --level=L1)
# limits from the command line apply
full_score(00_lost_update full)
math(EXPR less "${full} - 1")
listed(small small.memory 00_lost_update FAIL/0/${less} "${odd}/takes_200_megabytes.diff")
graded(small --memory-limit=128)
listed(quick quick.cpu 00_lost_update LIMIT/0/${less} "${odd}/slow_now_and_then.diff")
graded(quick --cpu-limit=1)

# Table to print at the end of a run: see print_table.cmake.
after_tests("${CMAKE_CURRENT_SOURCE_DIR}/print_table.cmake"
  "-Drooms=${CMAKE_CURRENT_BINARY_DIR}")
