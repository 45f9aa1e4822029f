#!/usr/bin/env bash
# startup.sh <suanwang> <source folder> [runs]: how long a new user waits: the tutorial as a whole process, result and report
# written, and without the report; and how long `--help` takes, which is the process itself. Medians.
set -euo pipefail
program=$(readlink -f "$1") scenario=$(readlink -f "$2")/scenarios/tutorial.yaml runs=${3:-21}
# shellcheck source=tests/bench/measure.sh
. "$(dirname "${BASH_SOURCE[0]}")/measure.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

median_ms() {
  local start
  for _ in $(seq "$runs"); do
    start=$(date +%s%N)
    "$@" >/dev/null 2>&1
    echo $((($(date +%s%N) - start) / 10000))
  done | median | awk '{ printf "%.1f ms\n", $1 / 100 }'
}
echo "--help: $(median_ms "$program" --help)"
echo "run, without report: $(median_ms "$program" run "$scenario" --quiet --no-report --out result --force)"
echo "run: $(median_ms "$program" run "$scenario" --quiet --out result --force)"
