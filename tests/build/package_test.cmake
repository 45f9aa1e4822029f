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
run(${WORK}/build/package_test ${WORK}/prefix/share/suanwang/scenarios/tutorial.yaml)
if(NOT said MATCHES "^tutorial: [0-9.]+ GWh, [1-9][0-9]* jobs\n$")
  message(FATAL_ERROR "package_test said '${said}'")
endif()
run(${WORK}/prefix/bin/suanwang --version)
