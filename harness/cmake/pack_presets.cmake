# Included by an installation with `presets`: writes the CMakePresets.json of the archive, which
# includes only the presets of participants.
cmake_minimum_required(VERSION 3.25)
file(READ "${presets}" text)
string(JSON text SET "${text}" include "[\"exercises/presets.json\"]")
file(WRITE "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/CMakePresets.json" "${text}\n")
