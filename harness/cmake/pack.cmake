# cmake --install build/participant --component participant --prefix DIR: installs the participants'
# files, which are all except the answers and the facilitator's files. The component facilitator has
# the other files.

install(DIRECTORY "${PROJECT_SOURCE_DIR}/" DESTINATION . COMPONENT participant
  USE_SOURCE_PERMISSIONS
  PATTERN .git EXCLUDE
  PATTERN build EXCLUDE
  PATTERN node_modules EXCLUDE
  PATTERN *.bak EXCLUDE
  PATTERN slides EXCLUDE
  PATTERN solutions EXCLUDE
  PATTERN facilitator EXCLUDE)
install(CODE "set(presets \"${PROJECT_SOURCE_DIR}/CMakePresets.json\")\n
  include(\"${CMAKE_CURRENT_LIST_DIR}/pack_presets.cmake\")" COMPONENT participant)
install(CODE "set(readme \"${PROJECT_SOURCE_DIR}/README.md\")\n
  include(\"${CMAKE_CURRENT_LIST_DIR}/pack_readme.cmake\")" COMPONENT participant)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/solutions" "${PROJECT_SOURCE_DIR}/facilitator"
  "${PROJECT_SOURCE_DIR}/slides"
  DESTINATION . COMPONENT facilitator USE_SOURCE_PERMISSIONS OPTIONAL
  PATTERN node_modules EXCLUDE)
