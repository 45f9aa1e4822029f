# Compiler settings that every room shares.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

# Several sources of a room are compiled as one: what they include and the templates that they share are compiled once,
# which takes much of the time away (docs/decisions/0013-speed.md). OFF where sources should be compiled one by one.
option(SUANWANG_UNITY_BUILD "Compile sources in batches" ON)
set(CMAKE_UNITY_BUILD ${SUANWANG_UNITY_BUILD})
set(CMAKE_UNITY_BUILD_BATCH_SIZE 6)

option(SUANWANG_WARNINGS_AS_ERRORS "Fail the build on any warning" OFF)

add_library(suanwang_options INTERFACE)
target_compile_options(suanwang_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>   # false alarms of g++ 12 on std::string (GCC bug 105651)
  -ffp-contract=off   # the same bytes from every compiler: no fused multiply-add behind our back
  $<$<BOOL:${SUANWANG_WARNINGS_AS_ERRORS}>:-Werror>)
add_library(suanwang::options ALIAS suanwang_options)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
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

# With clang: tests/fuzz becomes programs of libFuzzer, for which all code counts what it has run.
option(SUANWANG_FUZZ "Build for libFuzzer (clang)" OFF)
if(SUANWANG_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
