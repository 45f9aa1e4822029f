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

# The tutorial's policy as a user builds it, and two that are refused.
set(suanwang ${WORK}/prefix/bin/suanwang)
set(tutorial ${WORK}/prefix/share/suanwang/scenarios/tutorial.yaml)

# build_plugin(<name> <folder>): leaves ${WORK}/<name>/own_policy.so.
function(build_plugin name folder)
  run(${CMAKE_COMMAND} -G Ninja -S ${folder} -B ${WORK}/${name}
      -D CMAKE_PREFIX_PATH=${WORK}/prefix -D CMAKE_CXX_COMPILER=${COMPILER})
  run(${CMAKE_COMMAND} --build ${WORK}/${name})
endfunction()

# changed_tutorial(<name> <from> <to>): a copy of the tutorial's folder with one text replaced, and its build.
function(changed_tutorial name from to)
  file(COPY ${TUTORIAL}/ DESTINATION ${WORK}/${name}-source)
  file(READ ${TUTORIAL}/own_policy.cpp code)
  string(REPLACE "${from}" "${to}" changed "${code}")
  if(changed STREQUAL code)
    message(FATAL_ERROR "the tutorial no longer says '${from}'")
  endif()
  file(WRITE ${WORK}/${name}-source/own_policy.cpp "${changed}")
  build_plugin(${name} ${WORK}/${name}-source)
endfunction()

# refused(<exit code> <text> <command>...)
function(refused code text)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${WORK} COMMAND_ECHO STDOUT RESULT_VARIABLE result
                  OUTPUT_VARIABLE said ERROR_VARIABLE said)
  string(FIND "${said}" "${text}" at)
  if(NOT result EQUAL ${code} OR at EQUAL -1)
    message(FATAL_ERROR "ended with ${result}, not ${code}, or without '${text}': ${said}")
  endif()
endfunction()

build_plugin(plugin ${TUTORIAL})
set(plugin ${WORK}/plugin/own_policy.so)
run(${suanwang} list policies --plugin ${plugin})
run(${suanwang} run ${tutorial} --plugin ${plugin} --set policy.route.name=greenest
    --set policy.route.load_limit=0.5 --audit --out ${WORK}/run)
if(NOT said MATCHES "route greenest")
  message(FATAL_ERROR "the run does not name the policy: ${said}")
endif()
run(${suanwang} compare ${tutorial} --plugin ${plugin} --policies nearest,greenest --seeds 3 --out ${WORK}/compare)
if(NOT said MATCHES "greenest" OR NOT EXISTS ${WORK}/compare/compare.json)
  message(FATAL_ERROR "the comparison does not name the policy: ${said}")
endif()
changed_tutorial(colliding "\"greenest\"" "\"cheapest\"")
refused(2 "'cheapest'" ${suanwang} list policies --plugin ${WORK}/colliding/own_policy.so)
changed_tutorial(lawless "RouteDecision::place(*best)" "RouteDecision::place(PoolId(99))")
refused(3 "policy 'greenest', job" ${suanwang} run ${tutorial} --plugin ${WORK}/lawless/own_policy.so
        --set policy.route=greenest --out ${WORK}/lawless-run)
if(EXISTS ${WORK}/lawless-run)
  message(FATAL_ERROR "a refused run left a folder")
endif()
