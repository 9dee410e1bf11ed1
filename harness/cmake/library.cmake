# cmake --install build/participant --component library --prefix DIR: installs the headers and the
# libraries of the kit, for find_package(out_of_order) in another project. Targets:
#   out_of_order::main   a test program: the kit's main program, and all below
#   out_of_order::check  every_outcome_of and the matchers, for code that tests share
#   out_of_order::eda    the vocabulary of handlers
# The prefix can be moved. In the self-check the libraries are those without sanitizers.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(downloaded ${missing})
list(REMOVE_ITEM downloaded CLI11)  # of the tools alone
if(downloaded)
  list(JOIN downloaded ", " downloaded)
  install(CODE "message(FATAL_ERROR \"The library needs installed packages, and this build has \"
    \"downloaded ${downloaded}. Install them, and configure again with --fresh.\")"
    COMPONENT library EXCLUDE_FROM_ALL)
  return()
endif()

set(headers "${CMAKE_INSTALL_INCLUDEDIR}/out_of_order")
set(config "${CMAKE_INSTALL_LIBDIR}/cmake/out_of_order")
set(libraries ooo_lint)
foreach(name eda patterns sim simulate check breaches under_load)
  list(APPEND libraries ooo_${name}${plain})
  set_target_properties(ooo_${name}${plain} PROPERTIES EXPORT_NAME ${name})
endforeach()
set_target_properties(ooo_lint PROPERTIES EXPORT_NAME lint)
install(TARGETS ${libraries} EXPORT out_of_order COMPONENT library EXCLUDE_FROM_ALL
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT library EXCLUDE_FROM_ALL
  INCLUDES DESTINATION "${headers}")
install(EXPORT out_of_order NAMESPACE out_of_order:: FILE out_of_order-targets.cmake
  DESTINATION "${config}" COMPONENT library EXCLUDE_FROM_ALL)

# check/given.hpp and check/breaches.hpp read files of an activity
foreach(folder eda patterns lint sim simulate check ports)
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/harness/${folder}" DESTINATION "${headers}"
    COMPONENT library EXCLUDE_FROM_ALL FILES_MATCHING PATTERN *.hpp
    PATTERN given.hpp EXCLUDE PATTERN breaches.hpp EXCLUDE PATTERN ports/*/eda EXCLUDE
    PATTERN ports/*/tests EXCLUDE PATTERN data EXCLUDE)
endforeach()
file(GLOB vocabularies "${PROJECT_SOURCE_DIR}/harness/ports/*/eda")
install(DIRECTORY ${vocabularies} DESTINATION "${headers}" COMPONENT library EXCLUDE_FROM_ALL)
install(FILES "${PROJECT_BINARY_DIR}/harness/ports/port_list.hpp" DESTINATION "${headers}"
  COMPONENT library EXCLUDE_FROM_ALL)

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/out_of_order-config.cmake.in"
  "${PROJECT_BINARY_DIR}/out_of_order-config.cmake" INSTALL_DESTINATION "${config}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/out_of_order-config-version.cmake"
  COMPATIBILITY SameMajorVersion)
install(FILES "${PROJECT_BINARY_DIR}/out_of_order-config.cmake"
  "${PROJECT_BINARY_DIR}/out_of_order-config-version.cmake"
  DESTINATION "${config}" COMPONENT library EXCLUDE_FROM_ALL)
