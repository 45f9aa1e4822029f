# shellcheck shell=bash disable=SC2034
# Sourced by the scripts beside it, whose first arguments are <suanwang> <source folder>: paths that hold from any folder, an
# empty folder to work in, and what is said where something fails.
program=$(readlink -f "$1") source=$(readlink -f "$2")
scenarios=$source/scenarios
tutorial=$scenarios/tutorial.yaml
export SUANWANG_ALLOW_FILES_IN=${SUANWANG_ALLOW_FILES_IN-$source}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit

fail() { echo "FAIL: $*"; [ ! -s out ] || head -n 40 out; exit 1; }

# expect <exit code> <text in the output> <arguments>...: behind those in `always`.
always=()
expect() {
  local wanted=$1 text=$2 code=0
  shift 2
  timeout 300 "$program" "${always[@]}" "$@" >out 2>&1 || code=$?
  [ "$code" -eq "$wanted" ] || fail "'$*' ended with $code, not $wanted"
  [ -z "$text" ] || grep -qF -- "$text" out || fail "'$*' does not say '$text'"
  echo "ok: $*"
}
