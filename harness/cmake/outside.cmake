# cmake -Dkit=SOURCES -Dbuild=… -Dscratch=FOLDER -Dgenerator=Ninja -Dcores=2 -P outside.cmake:
# installs the libraries of the kit, moves them, and builds harness/tests/outside with them, by the
# compiler that CMake chooses there. Its test must pass the right handler, and find the shortest
# schedule that breaks the wrong one.
cmake_minimum_required(VERSION 3.25)

set(project "${kit}/harness/tests/outside")
set(prefix "${scratch}/moved")
file(REMOVE_RECURSE "${scratch}")
execute_process(COMMAND "${CMAKE_COMMAND}" --install "${build}" --component library
  --prefix "${scratch}/installed" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(RENAME "${scratch}/installed" "${prefix}")

# complain_unless(CONDITION… "what is wrong")
macro(complain_unless)
  set(condition ${ARGN})
  list(POP_BACK condition what)
  if(NOT (${condition}))
    message(FATAL_ERROR "${what}")
  endif()
endmacro()

file(GLOB_RECURSE scripts "${prefix}/*.cmake")
list(LENGTH scripts count)
complain_unless(count EQUAL 4 "${count} CMake files are installed instead of 4")
foreach(script IN LISTS scripts)
  file(READ "${script}" text)
  foreach(folder "${kit}" "${build}" "${scratch}")
    string(FIND "${text}" "${folder}" at)
    complain_unless(at EQUAL -1 "${script} names a folder of the kit: ${folder}")
  endforeach()
endforeach()

# the lines that the README shows are those of the project
file(READ "${project}/CMakeLists.txt" lines)
string(REGEX MATCH "find_package[^#]+points_test\\)\n" lines "${lines}")
file(READ "${kit}/README.md" readme)
string(FIND "${readme}" "```cmake\n${lines}```" at)
complain_unless(NOT at EQUAL -1 "README.md does not show these lines of ${project}:\n${lines}")

# build_outside(FOLDER NAME): builds a project with the installed kit in ${scratch}/NAME.
function(build_outside folder name)
  execute_process(COMMAND "${CMAKE_COMMAND}" -S "${folder}" -B "${scratch}/${name}"
    -G ${generator} "-DCMAKE_PREFIX_PATH=${prefix}" COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${scratch}/${name}" --parallel ${cores}
    COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# every installed header, in one file
file(GLOB_RECURSE headers RELATIVE "${prefix}/include/out_of_order"
  "${prefix}/include/out_of_order/*.hpp")
file(GLOB vocabulary RELATIVE "${kit}/harness" "${kit}/harness/eda/*.hpp")
file(GLOB of_ports "${kit}/harness/ports/*/eda/*.hpp")
list(TRANSFORM of_ports REPLACE ".*/eda/" "eda/")
foreach(header IN ITEMS check/check.hpp ${vocabulary} ${of_ports})
  complain_unless(header IN_LIST headers "${header} is not installed")
endforeach()
list(TRANSFORM headers REPLACE "(.+)" "#include \"\\1\"\n")
list(JOIN headers "" headers)
file(WRITE "${scratch}/headers/headers.cpp" "${headers}")
file(WRITE "${scratch}/headers/CMakeLists.txt" [[
cmake_minimum_required(VERSION 3.25)
project(headers LANGUAGES CXX)
find_package(out_of_order 1.0 REQUIRED)
add_library(headers OBJECT headers.cpp)
target_link_libraries(headers PRIVATE out_of_order::check)
]])
build_outside("${scratch}/headers" headers_build)

build_outside("${project}" points)
foreach(program IN ITEMS points_test lost_points_test)
  execute_process(COMMAND "${scratch}/points/${program}" "--traces=${scratch}/${program}"
    OUTPUT_VARIABLE output RESULT_VARIABLE status)
  message("${output}")
  set(${program} ${status})
endforeach()
complain_unless(points_test EQUAL 0 "The right handler fails.")
complain_unless(lost_points_test EQUAL 1 "The wrong handler does not fail.")
set(test Points.CountEachOfTwoPurchasesAtTheSameTime)
file(READ "${scratch}/lost_points_test/${test}.json" schedule)
string(JSON faults GET "${schedule}" faults)
string(JSON steps LENGTH "${schedule}" steps)
complain_unless(faults EQUAL 0 AND steps EQUAL 6
  "The shortest schedule has 6 steps and no fault, but ${steps} and ${faults} are told.")
complain_unless(EXISTS "${scratch}/points/pages/lost_points_test/${test}.html"
  "No page draws the schedule.")
