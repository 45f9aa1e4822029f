#!/usr/bin/env bash
# compare_test.sh <suanwang> <source folder>: comparisons as a user meets them: tables, files, refusals.
set -euo pipefail
# shellcheck source=tests/end_to_end/setup.sh
. "$(dirname "$0")/setup.sh"
always=(compare "$tutorial" --set time.end=2030-03-03)

nothing_written() { [ -z "$(find . -mindepth 1 ! -name out ! -path './a*' ! -path './b*')" ] || fail "something was written: $(find .)"; }

# All refusals come before any run, and leave nothing behind.
expect 2 "did you mean 'cheapest'?" --policies nearest,chaepest
expect 2 "two variants are called 'nearest'" --policies nearest,nearest
expect 2 "two variants are called 'nearest'" --policies nearest --variant 'nearest: policy.queue=fcfs'
expect 2 "no label" --variant 'policy.route=cheapest'
expect 2 "variant 'x'" --variant 'x: policy.rout=cheapest'
expect 2 "did you mean 'cost'?" --policies nearest,cheapest --metrics cots
expect 2 "not of the form METRIC=VALUE" --policies nearest,cheapest --width cost=much
expect 2 "did you mean 'wait'?" --policies nearest,cheapest --width wiat=3
expect 2 "baseline 'best' is not known; allowed: nearest, cheapest" --policies nearest,cheapest --baseline best
expect 2 '--seeds' --seeds 0
expect 2 '--first-seed' --first-seed -3
expect 2 'cannot be created' --seeds 1 --policies nearest,cheapest --out /proc/nothing/here
nothing_written

expect 0 'Differences to nearest, seed by seed' --policies nearest,cheapest --seeds 3 --workers 1 --out a
grep -q 'Pareto' out || fail 'no Pareto set'
expect 0 '' --policies nearest,cheapest --seeds 3 --workers 2 --out b --quiet
[ ! -s out ] || fail '--quiet is not quiet'
diff -r a b || fail 'the number of workers changes the result'
[ "$(find a -type f | wc -l)" -eq 5 ] || fail 'five files are expected'
[ "$(wc -l <a/runs.csv)" -eq 7 ] || fail 'a row per variant and seed is expected'
expect 2 '--force' --policies nearest,cheapest --seeds 3 --out a
expect 0 'results in a' --policies nearest,cheapest --seeds 2 --out a --force --width cost=1e3 --metrics cost,wait_p95
"$program" compare --policies nearest,cheapest "$scenarios/tutorial.yaml" --set time.end=2030-03-02 --seeds 1 --out e --quiet ||
  fail 'an option before the scenario takes it for its own'
expect 0 'results in results/tutorial-compare' --seeds 1    # all routes, one seed
grep -q 'east_data_west_compute' out || fail 'not all routes are compared'
grep -q 'Use --seeds' out || fail 'intervals of one seed'
expect 0 'stored' --seeds 2 --out c --variant 'plain: policy.route=nearest' \
  --variant 'stored: policy.route.name=cheapest policy.route.load_limit=0.5 policy.power={name: price_arbitrage}'

# A signal stops it, and nothing is left.
"$program" compare "$scenarios/tutorial.yaml" --seeds 5000 --out d >out 2>&1 &
sleep 2
kill -INT $! 2>/dev/null || true
code=0; wait $! || code=$?
[ "$code" -eq 130 ] || fail "an interrupted comparison ended with $code"
if [ -e d ] || [ -n "$(find . -maxdepth 1 -name '.d.partial*')" ]; then fail 'an interrupted comparison left something'; fi
echo 'comparisons do as they should'
