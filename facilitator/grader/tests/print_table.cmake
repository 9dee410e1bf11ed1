# ctest runs this in the build directory after the tests, since it does not show the output of
# passed tests. Prints the tables of attacks of this run, if there are any.
foreach(list answers quick small)
  set(table "${rooms}/${list}/table.txt")
  if(EXISTS "${table}")
    file(READ "${table}" text)
    message("\n${text}")
    file(REMOVE "${table}")
  endif()
endforeach()
