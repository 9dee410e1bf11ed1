# cmake -Dpack=… -P begin_pack.cmake: removes an earlier archive, with files that the kit may no
# longer have, but for what was built there.
cmake_minimum_required(VERSION 3.25)
file(GLOB earlier LIST_DIRECTORIES true "${pack}/*" "${pack}/.*")
list(REMOVE_ITEM earlier "${pack}/build" "${pack}/." "${pack}/..")
if(earlier)
  file(REMOVE_RECURSE ${earlier})
endif()
