# cmake -D ROOT=<source> -D OUT=<header> -P SourceVersion.cmake
# Writes which source is built: its commit and, if anything has changed since, a digest of the changes. The header is
# touched only if that differs, so that nothing is compiled anew for nothing.

set(source "unknown")
execute_process(COMMAND git -C ${ROOT} rev-parse --short=12 HEAD
  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed ERROR_QUIET)
if(NOT failed)
  set(source ${commit})
  execute_process(COMMAND git -C ${ROOT} diff HEAD -- sim include cmake CMakeLists.txt OUTPUT_VARIABLE changes ERROR_QUIET)
  if(changes)
    string(SHA256 digest "${changes}")
    string(SUBSTRING ${digest} 0 8 digest)
    set(source "${commit}+${digest}")
  endif()
endif()
set(text "// Written by cmake/SourceVersion.cmake.\n#define SUANWANG_SOURCE \"${source}\"\n")
if(EXISTS ${OUT})
  file(READ ${OUT} old)
endif()
if(NOT "${old}" STREQUAL "${text}")
  file(WRITE ${OUT} "${text}")
endif()
