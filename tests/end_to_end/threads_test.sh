#!/usr/bin/env bash
# threads_test.sh <suanwang> <source folder>: what uses several threads at once, for the thread sanitizer above all: a comparison, a
# sweep, a bound and adequacy years, with three workers; the results are those of one worker.
set -euo pipefail
# shellcheck source=tests/end_to_end/setup.sh
. "$(dirname "$0")/setup.sh"
export TSAN_OPTIONS="halt_on_error=1 exitcode=66"

printf 'suanwang: 1\nname: small\nscenario: %s\nset: ["time.end=2030-03-02"]\nseeds: {count: 2}\n' "$tutorial" >sweep.yaml
printf 'factors: {west: {keys: [clusters.plain.pools.a.accelerators], values: [4096, 6144, 8192]}}\n' >>sweep.yaml
for workers in 1 3; do
  "$program" sweep sweep.yaml --workers "$workers" --out "sweep-$workers" --quiet --no-report
  "$program" compare "$tutorial" --set time.end=2030-03-02 --policies nearest,cheapest,round_robin --seeds 2 --workers "$workers" \
    --out "compare-$workers" --quiet --no-report
  "$program" run "$tutorial" --set time.end=2030-03-04 --bound cost --workers "$workers" --out "bound-$workers" --quiet --no-report
  "$program" adequacy "$tutorial" --set time.end=2030-03-02 --years 4 --workers "$workers" --out "adequacy-$workers" --quiet
done
cmp sweep-1/runs.csv sweep-3/runs.csv
cmp compare-1/means.csv compare-3/means.csv
cmp sweep-1/sweep.sqlite sweep-3/sweep.sqlite
cmp compare-1/runs.csv compare-3/runs.csv
diff <(grep -v wall_seconds bound-1/summary.json) <(grep -v wall_seconds bound-3/summary.json)
grep -q '"bound"' bound-1/summary.json
diff -r adequacy-1 adequacy-3
echo "ok: three workers do what one does"
