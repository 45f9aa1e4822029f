# `cmake --install` ships the program, the scenarios, and a package for find_package(suanwang): one target a
# room (suanwang::core, suanwang::model_energy, ...), and suanwang::suanwang for all that a simulation needs.

include(CMakePackageConfigHelpers)

get_property(rooms GLOBAL PROPERTY SUANWANG_TARGETS)
add_library(suanwang_everything INTERFACE)
add_library(suanwang::suanwang ALIAS suanwang_everything)
set_target_properties(suanwang_everything PROPERTIES EXPORT_NAME suanwang)
set(library_rooms ${rooms})
list(REMOVE_ITEM library_rooms suanwang_cli)   # a program of one's own brings its own command line
target_link_libraries(suanwang_everything INTERFACE ${library_rooms})

install(TARGETS ${rooms} EXPORT suanwang
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS suanwang_everything EXPORT suanwang)
if(TARGET suanwang)
  install(TARGETS suanwang RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios/ DESTINATION ${CMAKE_INSTALL_DATADIR}/suanwang/scenarios)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
# Of what a report holds.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/sim/report/web/dist/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/report
  FILES_MATCHING PATTERN "*.txt")

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/suanwang)
install(EXPORT suanwang FILE suanwang-targets.cmake NAMESPACE suanwang:: DESTINATION ${package_dir})
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/suanwang-config.cmake.in
  ${PROJECT_BINARY_DIR}/suanwang-config.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/suanwang-config-version.cmake
  COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/suanwang-config.cmake ${PROJECT_BINARY_DIR}/suanwang-config-version.cmake
  DESTINATION ${package_dir})
