#!/usr/bin/env bash
# sweep.sh <suanwang> <source folder> [pairs]: a sweep of 1,000 small runs on one worker and on two, in turn. Prints the ratio of the
# times, and what share of the workers' time was simulation. Run it on a machine that does nothing else.
set -euo pipefail
program=$(readlink -f "$1") scenario=$(readlink -f "$2")/scenarios/tutorial.yaml pairs=${3:-5}
# shellcheck source=tests/bench/measure.sh
. "$(dirname "${BASH_SOURCE[0]}")/measure.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >sweep.yaml <<EOF
suanwang: 1
name: thousand
scenario: $scenario
factors:
  wind: {keys: [hubs.west.supply.wind.contracted_mw], from: 2, to: 40, steps: 25}
  storage: {keys: [hubs.west.supply.storage.power_mw], from: 1, to: 8, steps: 10}
seeds: {count: 4}
EOF

milliseconds() {   # <workers>
  local start
  start=$(date +%s%N)
  "$program" sweep sweep.yaml --workers "$1" --out "out$1" --force >"said$1" 2>/dev/null
  echo $(( ($(date +%s%N) - start) / 1000000 ))
}
simulation_percent() { sed -n 's/.*; \([0-9.]*\) % of the workers.*/\1/p' "said$1"; }

for pair in $(seq "$pairs"); do
  one=$(milliseconds 1)
  two=$(milliseconds 2)
  cmp out1/sweep.sqlite out2/sweep.sqlite
  echo "pair $pair: 1 worker $one ms, 2 workers $two ms, ratio $(awk "BEGIN { printf \"%.3f\", $one / $two }")," \
    "simulation $(simulation_percent 1) % and $(simulation_percent 2) %"
done | tee pairs
echo "median ratio $(sed 's/.*ratio \([0-9.]*\).*/\1/' pairs | median)"
