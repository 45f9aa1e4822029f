# cmake --install: libraries, headers, program and scenarios; find_package(suanwang) finds them.
include(CMakePackageConfigHelpers)

get_property(targets GLOBAL PROPERTY SUANWANG_TARGETS)
add_library(suanwang_all INTERFACE)
set_target_properties(suanwang_all PROPERTIES EXPORT_NAME suanwang)
target_link_libraries(suanwang_all INTERFACE ${targets})

install(TARGETS ${targets} suanwang_all EXPORT suanwangTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS suanwang RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/suanwang)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/suanwang)
install(EXPORT suanwangTargets NAMESPACE suanwang:: DESTINATION ${package_dir})
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/suanwang-config.cmake.in
  ${PROJECT_BINARY_DIR}/suanwang-config.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/suanwang-config-version.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/suanwang-config.cmake ${PROJECT_BINARY_DIR}/suanwang-config-version.cmake
  DESTINATION ${package_dir})
