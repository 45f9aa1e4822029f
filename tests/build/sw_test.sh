#!/usr/bin/env bash
# sw_test.sh <sw>: the launcher in a made-up checkout, where all programs that it calls are fakes.
# shellcheck disable=SC2016  # the bodies of the fakes expand when those run
set -euo pipefail

launcher=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root="$work/a checkout"
fakes=$work/fakes
calls=$work/calls
failures=0

fake() {  # fake <name>: a program with the body on stdin, which notes its call
  { printf '#!/bin/bash\necho "%s $*" >>"%s"\n' "$1" "$calls"; cat; } >"$fakes/$1"
  chmod +x "$fakes/$1"
}

start() {  # a checkout, never built, where all packages are installed and the user is not root
  rm -rf "$root" "$fakes"
  mkdir -p "$root" "$fakes"
  cp "$launcher" "$root/sw"
  echo '{}' >"$root/CMakePresets.json"
  ln -sf "$root/sw" "$work/link"
  for tool in bash cat cp dirname env flock grep head mkdir readlink rm sed tail tee true; do
    ln -s "$(type -P $tool)" "$fakes/$tool"
  done
  fake dpkg-query <<<'for name in "${@:4}"; do printf "|%s=installed|" "$name"; done'
  fake id <<<'echo 1000'
  fake apt-get <<<'true'
  fake ctest <<<'true'
  fake ninja <<<'[[ -x $2/bin/suanwang && $4 != all ]] && echo "ninja: no work to do."; true'
  fake cmake <<'FAKE'
if [[ $1 == --preset ]]; then
  mkdir -p build/release
  [[ $* != *BUILD_TESTS=ON* ]] || echo 'SUANWANG_BUILD_TESTS:BOOL=ON' >build/release/CMakeCache.txt
else
  mkdir -p "$2/bin"
  echo "[1/1] Building"
  printf '#!/bin/bash\npwd; printf "<%%s>" "$@"; exit 7\n' >"$2/bin/suanwang"
  PATH=/bin:/usr/bin chmod +x "$2/bin/suanwang"
fi
FAKE
}

sw() {  # called by a link from another folder; sets status, out, err and called
  : >"$calls"
  status=0
  out=$(cd "$work" && PATH=$fakes SUANWANG_CMAKE_ARGS=${cmake_args-} "$work/link" "$@" 2>"$work/err" </dev/null) || status=$?
  err=$(<"$work/err")
  called=$(<"$calls")
}

expect() {  # expect <what> <value> <pattern>
  # shellcheck disable=SC2053  # the right side is a pattern
  if [[ $2 != $3 ]]; then
    printf 'line %s: %s is\n%s\ninstead of\n%s\n\n' "${BASH_LINENO[0]}" "$1" "$2" "$3"
    failures=$(( failures + 1 ))
  fi
}

reject() {  # reject <what> <value> <pattern>
  # shellcheck disable=SC2053
  if [[ $2 == $3 ]]; then
    printf 'line %s: %s must not be like %s:\n%s\n\n' "${BASH_LINENO[0]}" "$1" "$3" "$2"
    failures=$(( failures + 1 ))
  fi
}

# The first call configures, builds and runs, and asks nothing of apt when nothing is missing.
start
sw run 'a file.yaml' --seed 1
expect status "$status" 7
expect out "$out" "$work"$'\n<run><a file.yaml><--seed><1>'
expect err "$err" '*configuring*building*'
expect called "$called" '*cmake --preset release*cmake --build*'
reject called "$called" '*apt-get*'

# The second call starts at once.
sw run
expect out "$out" "$work"$'\n<run>'
expect err "$err" ''
expect called "$called" 'ninja *suanwang'

# Other arguments for configuring configure again.
cmake_args='-DA=1 -DB=2' sw run
expect called "$called" '*cmake --preset release -DA=1 -DB=2 --fresh*'
sw build
expect called "$called" '*cmake --preset release --fresh*'
expect out "$out" ''

# The tests are switched on once, and the default choice of tests gives way to the caller's.
sw test
expect called "$called" '*cmake --preset release -DSUANWANG_BUILD_TESTS=ON*ctest *--no-tests=error* -LE bench|slow|slurm|browser|mutation'
sw test -R Storage
expect called "$called" '*ctest *-R Storage'
reject called "$called" '*-LE*'
reject called "$called" '*cmake --preset*'

# Something is missing, and there is no way to become root.
start
fake dpkg-query <<<'for name in "${@:4}"; do [[ $name == mold || $name == g++ ]] || printf "|%s=installed|" "$name"; done'
sw run
expect status "$status" 1
expect err "$err" '*2 packages are missing*apt-get install -y --no-install-recommends g++ mold'
expect called "$called" $'dpkg-query*\nid*'
expect out "$out" ''

# With sudo, only what is missing is installed.
fake sudo <<<'[[ $1 != -n ]] || shift; exec "$@"'
sw run
expect status "$status" 7
expect err "$err" '*installing 2 packages: g++ mold*'
expect called "$called" '*sudo -n env *apt-get *update*apt-get *install -y --no-install-recommends g++ mold*'

# With a sudo that asks for a password, and nobody to ask.
rm "$root"/build/.installed-*
fake sudo <<<'exit 1'
sw run
expect status "$status" 1
expect err "$err" '*needs root*'

# As root, without sudo.
fake id <<<'echo 0'
sw run
expect status "$status" 7
expect called "$called" '*apt-get *update*apt-get *install*'
reject called "$called" '*sudo*'

# An install that fails shows its log, and is tried again.
start
fake id <<<'echo 0'
fake dpkg-query <<<'true'
fake apt-get <<<'[[ $* != *install* ]] || { echo "E: disk full"; exit 100; }'
sw run
expect status "$status" 1
expect err "$err" '*installing packages failed*E: disk full*the whole log is *sw.log'
fake apt-get <<<'true'
sw run
expect status "$status" 7

# Another system: no apt-get.
start
rm "$fakes/apt-get" "$fakes/dpkg-query"
sw run
expect status "$status" 1
expect err "$err" '*no apt-get*ninja-build*SUANWANG_INSTALL=no*'
SUANWANG_INSTALL=no sw run
expect status "$status" 7

# A build that fails shows where.
start
fake cmake <<<'mkdir -p build/release; [[ $1 == --preset ]] || { echo "[1/2] fine"; echo "FAILED: x.o"; echo "x.cpp:1: error"; exit 1; }'
sw run
expect status "$status" 1
expect err "$err" '*building failed*FAILED: x.o*x.cpp:1: error*the whole log is *sw.log'
reject err "$err" '*fine*'
expect out "$out" ''

(( failures == 0 )) || exit 1
echo "the launcher does as it should"
