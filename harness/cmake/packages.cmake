# Packages that the kit needs: installed ones, otherwise downloads. Downloads are pinned by commit.
# They were not tested during development, which had no network; .github/workflows/kit.yml tests
# them.

include(FetchContent)
set(package_versions
  "GTest         google/googletest 52eb8108c5bdec04579160ae17225d66034bd723"   # v1.17.0
  "nlohmann_json nlohmann/json     9cca280a4d0ccf0c08f47a99aa71d1b0e52f8d03"   # v3.11.3
  "fmt           fmtlib/fmt        40626af88bd7df9a5fb80be7b25ac85b122d6c21"   # 11.2.0
  "CLI11         CLIUtils/CLI11    6c7b07a878ad834957b98d0f9ce1dbe0cb204fc9")  # v2.4.2

set(missing "")
foreach(line IN LISTS package_versions)
  string(REGEX REPLACE " +" ";" line "${line}")
  list(GET line 0 package)
  list(GET line 1 repository)
  list(GET line 2 commit)
  FetchContent_Declare(${package} GIT_REPOSITORY https://github.com/${repository}.git
    GIT_TAG ${commit} SYSTEM FIND_PACKAGE_ARGS)
  find_package(${package} QUIET)
  if(NOT ${package}_FOUND)
    list(APPEND missing ${package})
    set(probe https://github.com/${repository}.git)
  endif()
endforeach()

if(missing)
  set(reachable 1)
  if(NOT FETCHCONTENT_FULLY_DISCONNECTED)
    message(STATUS "Not installed: ${missing}. Downloading.")
    execute_process(COMMAND git ls-remote -q ${probe} HEAD RESULT_VARIABLE reachable
      OUTPUT_QUIET ERROR_QUIET TIMEOUT 30)
  endif()
  if(NOT reachable EQUAL 0)
    list(JOIN missing ", " missing)
    message(FATAL_ERROR
      "The kit needs ${missing}, which is not installed and cannot be downloaded.\n"
      "  Debian, Ubuntu:  harness/setup.sh\n"
      "  macOS:           brew install googletest nlohmann-json fmt cli11\n"
      "  Windows:         vcpkg install, then configure with vcpkg's toolchain file")
  endif()
  FetchContent_MakeAvailable(${missing})
endif()
