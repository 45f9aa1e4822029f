# A room is one name in three places: include/suanwang/<room>/, sim/<room>/ and tests/<room>/.
# Each room states which rooms it may see; suanwang_check_rooms() fails the build on an include that goes
# up or sideways.

set_property(GLOBAL PROPERTY SUANWANG_ROOMS "")

# suanwang_room(<room> [HEADERS h...] [SOURCES cpp...] [MAY_SEE room...] [LIBRARIES target...])
#   HEADERS    public headers, relative to include/suanwang/<room>/
#   SOURCES    relative to sim/<room>/
#   MAY_SEE    rooms on lower floors (what they see is not inherited by the include check)
#   LIBRARIES  third-party targets that only the implementation uses
#   PUBLIC_LIBRARIES  third-party targets that the headers use
function(suanwang_room room)
  cmake_parse_arguments(ROOM "" "" "HEADERS;SOURCES;MAY_SEE;LIBRARIES;PUBLIC_LIBRARIES" ${ARGN})
  string(REPLACE "/" "_" name ${room})
  set(target suanwang_${name})
  list(TRANSFORM ROOM_HEADERS PREPEND ${PROJECT_SOURCE_DIR}/include/suanwang/${room}/)
  list(TRANSFORM ROOM_SOURCES PREPEND ${PROJECT_SOURCE_DIR}/sim/${room}/)

  if(ROOM_SOURCES)
    add_library(${target} STATIC ${ROOM_SOURCES})
    set(scope PUBLIC)
    target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:suanwang::options>)
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(suanwang::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON)
  target_compile_features(${target} ${scope} cxx_std_20)
  target_sources(${target} ${scope}
    FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/include FILES ${ROOM_HEADERS})
  foreach(lower IN LISTS ROOM_MAY_SEE)
    string(REPLACE "/" "_" lower_name ${lower})
    target_link_libraries(${target} ${scope} suanwang::${lower_name})
  endforeach()
  target_link_libraries(${target} ${scope} ${ROOM_PUBLIC_LIBRARIES})
  if(ROOM_LIBRARIES)
    # Static libraries hand their private libraries on to the final link, so an installed package needs them too.
    target_link_libraries(${target} PRIVATE ${ROOM_LIBRARIES})
  endif()

  string(REPLACE ";" "," may_see "${ROOM_MAY_SEE}")
  set_property(GLOBAL APPEND PROPERTY SUANWANG_ROOMS "${room}:${may_see}")
  set_property(GLOBAL APPEND PROPERTY SUANWANG_TARGETS ${target})
  set_property(GLOBAL APPEND PROPERTY SUANWANG_FILES ${ROOM_HEADERS} ${ROOM_SOURCES})
endfunction()

# Adds the include check to the default build. It runs again only when a source changed.
function(suanwang_check_rooms)
  get_property(rooms GLOBAL PROPERTY SUANWANG_ROOMS)
  get_property(files GLOBAL PROPERTY SUANWANG_FILES)
  set(stamp ${PROJECT_BINARY_DIR}/rooms.checked)
  string(REPLACE ";" "|" room_list "${rooms}")
  add_custom_command(OUTPUT ${stamp}
    COMMAND ${CMAKE_COMMAND} -D ROOT=${PROJECT_SOURCE_DIR} -D "ROOMS=${room_list}"
            -P ${PROJECT_SOURCE_DIR}/cmake/CheckRooms.cmake
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/CheckRooms.cmake
    COMMENT "Checking that includes lead down only" VERBATIM)
  add_custom_target(check_rooms ALL DEPENDS ${stamp})
  # Every room waits for it, so that building a single target cannot pass it by.
  get_property(targets GLOBAL PROPERTY SUANWANG_TARGETS)
  foreach(target IN LISTS targets)
    add_dependencies(${target} check_rooms)
  endforeach()
endfunction()
