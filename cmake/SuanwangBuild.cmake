# Compiler settings that every room shares.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

option(SUANWANG_WARNINGS_AS_ERRORS "Fail the build on any warning" OFF)

add_library(suanwang_options INTERFACE)
target_compile_options(suanwang_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  # False alarms of g++ 12 on std::string (GCC bug 105651), the others where headers are precompiled.
  "$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>"
  -ffp-contract=off   # the same bytes from every compiler: no fused multiply-add behind our back
  $<$<BOOL:${SUANWANG_WARNINGS_AS_ERRORS}>:-Werror>)
add_library(suanwang::options ALIAS suanwang_options)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # What ccache asks for where headers are precompiled; g++'s part of it is in suanwang_precompile.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()

set(SUANWANG_SANITIZE "" CACHE STRING "Sanitizers for -fsanitize=, such as address,undefined")
if(SUANWANG_SANITIZE)
  add_compile_options(-fsanitize=${SUANWANG_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SUANWANG_SANITIZE})
endif()

# suanwang_precompile(<target> <library | program>): the headers that nearly every source includes are parsed once for
# each kind of code, which takes about half of the build's time away. A source still includes what it uses.
function(suanwang_precompile target kind)
  set(host suanwang_headers_${kind})
  if(NOT TARGET ${host})
    set(source ${PROJECT_BINARY_DIR}/${host}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "")
    add_library(${host} OBJECT ${source})
    target_link_libraries(${host} PRIVATE suanwang::options Eigen3::Eigen)
    target_compile_features(${host} PRIVATE cxx_std_20)
    if(kind STREQUAL library)
      set_target_properties(${host} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    endif()
    target_compile_options(${host} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
    target_precompile_headers(${host} PRIVATE
      <algorithm> <array> <charconv> <chrono> <cmath> <filesystem> <functional> <map> <memory> <optional> <set> <span>
      <string> <unordered_map> <variant> <vector> <Eigen/Core>)
  endif()
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
  target_precompile_headers(${target} REUSE_FROM ${host})
endfunction()
