# Runs the include check (CHECK) over made-up trees of three rooms in TREE: ground, and left and right above it.

set(stairs "ground:|left:ground|right:ground")

# start(): a tree without a fault.
function(start)
  file(REMOVE_RECURSE ${TREE})
  file(WRITE ${TREE}/include/suanwang/ground/floor.hpp "#include <vector>\n")
  file(WRITE ${TREE}/include/suanwang/left/door.hpp "#include \"suanwang/ground/floor.hpp\"\n")
  file(WRITE ${TREE}/include/suanwang/right/door.hpp "#include <suanwang/ground/floor.hpp>  // [ ; fine\n")
  file(WRITE ${TREE}/sim/left/door.cpp "#include \"suanwang/left/door.hpp\"\n#include \"lock.hpp\"\n")
  file(WRITE ${TREE}/sim/left/lock.hpp "// #include \"suanwang/right/door.hpp\"\n")
endfunction()

function(check rooms)
  execute_process(COMMAND ${CMAKE_COMMAND} -D ROOT=${TREE} -D "ROOMS=${rooms}" -P ${CHECK}
                  RESULT_VARIABLE result ERROR_VARIABLE said OUTPUT_QUIET)
  set(result ${result} PARENT_SCOPE)
  string(REGEX REPLACE "[ \n]+" " " said "${said}")   # message() wraps long lines
  set(said "${said}" PARENT_SCOPE)
endfunction()

# expect_fault(<case> <text>...): the check fails, and its message has each text.
function(expect_fault case)
  if(result EQUAL 0)
    message(SEND_ERROR "${case}: passed, although it should fail")
  endif()
  foreach(text IN LISTS ARGN)
    string(FIND "${said}" "${text}" at)
    if(at EQUAL -1)
      message(SEND_ERROR "${case}: '${text}' is not in: ${said}")
    endif()
  endforeach()
endfunction()

start()
check("${stairs}")
if(NOT result EQUAL 0)
  message(SEND_ERROR "clean tree: ${said}")
endif()

start()
file(APPEND ${TREE}/include/suanwang/ground/floor.hpp "#include \"suanwang/left/door.hpp\"\n")
check("${stairs}")
expect_fault("upward" "include/suanwang/ground/floor.hpp" "room 'ground' may not see 'left'")

start()
file(APPEND ${TREE}/sim/left/door.cpp "  #  include <suanwang/right/door.hpp>\n")
check("${stairs}")
expect_fault("sideways" "sim/left/door.cpp" "room 'left' may not see 'right' (it may see: ground)")

start()
file(APPEND ${TREE}/sim/left/door.cpp "#include <array>  // [\n#include \"suanwang/right/door.hpp\"\n")
check("${stairs}")
expect_fault("behind a bracket" "sim/left/door.cpp" "room 'left' may not see 'right'")

start()
file(WRITE ${TREE}/sim/right/door.cpp "#include \"../left/lock.hpp\"\n")
check("${stairs}")
expect_fault("by a relative path" "sim/right/door.cpp" "'../left/lock.hpp' is in another folder")

start()
file(WRITE ${TREE}/sim/ground/floor.cpp "#include \"cellar/pump.hpp\"\n")
check("${stairs}")
expect_fault("into a folder below" "sim/ground/floor.cpp" "'cellar/pump.hpp' is in another folder")

start()
check("ground:|left:ground,right|right:ground,left")
expect_fault("circle" "room 'left' may see 'right', which is not on a lower floor")

start()
check("ground:ground")
expect_fault("circle of one" "room 'ground' may see 'ground'")

start()
file(APPEND ${TREE}/include/suanwang/ground/floor.hpp "#include \"suanwang/left/door.hpp\"\n")
file(APPEND ${TREE}/sim/left/door.cpp "#include \"suanwang/right/door.hpp\"\n")
check("${stairs}")
expect_fault("two at once" "include/suanwang/ground/floor.hpp" "sim/left/door.cpp")
