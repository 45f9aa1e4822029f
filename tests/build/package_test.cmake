# Installs the build, then configures, builds and runs a project that uses the installed package.

file(REMOVE_RECURSE ${WORK})

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY COMMAND_ECHO STDOUT OUTPUT_VARIABLE said ECHO_OUTPUT_VARIABLE)
  set(said "${said}" PARENT_SCOPE)
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)
run(${CMAKE_COMMAND} -G Ninja -S ${USER} -B ${WORK}/build
    -D CMAKE_PREFIX_PATH=${WORK}/prefix -D CMAKE_CXX_COMPILER=${COMPILER})
run(${CMAKE_COMMAND} --build ${WORK}/build)
run(${WORK}/build/all_rooms)
run(${WORK}/build/one_room)
if(NOT said STREQUAL "60 MWh\n")
  message(FATAL_ERROR "one_room said '${said}'")
endif()
if(NOT EXISTS ${WORK}/prefix/share/suanwang/scenarios)
  message(FATAL_ERROR "the scenarios are not installed")
endif()
