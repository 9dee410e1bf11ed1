# cmake --install build/participant --component participant --prefix DIR: what a participant gets,
# that is everything but the answers and what only the facilitator may see.

install(DIRECTORY "${PROJECT_SOURCE_DIR}/" DESTINATION . COMPONENT participant
  USE_SOURCE_PERMISSIONS
  PATTERN .git EXCLUDE
  PATTERN build EXCLUDE
  PATTERN node_modules EXCLUDE
  PATTERN solutions EXCLUDE
  PATTERN facilitator EXCLUDE)
