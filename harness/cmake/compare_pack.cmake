# cmake -Droot=… -Dpack=… -P compare_pack.cmake: is the pack the tree without what only the
# facilitator may see, and nothing else?
file(GLOB_RECURSE expected RELATIVE "${root}" "${root}/*" "${root}/.*")
list(FILTER expected EXCLUDE REGEX "^(build|solutions|facilitator|\\.vscode)/|^\\.git(/|$)|\\.bak$")
file(GLOB_RECURSE packed RELATIVE "${pack}" "${pack}/*" "${pack}/.*")
list(FILTER expected EXCLUDE REGEX "/node_modules/")
list(FILTER packed EXCLUDE REGEX "^build/")  # of an earlier proof
list(SORT expected)
list(SORT packed)
list(REMOVE_DUPLICATES expected)
list(REMOVE_DUPLICATES packed)
if(NOT expected STREQUAL packed)
  set(missing ${expected})
  list(REMOVE_ITEM missing ${packed})
  set(surplus ${packed})
  list(REMOVE_ITEM surplus ${expected})
  message(FATAL_ERROR "missing in the pack: ${missing}\nshould not be in it: ${surplus}")
endif()
