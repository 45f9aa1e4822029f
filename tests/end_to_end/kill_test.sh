#!/usr/bin/env bash
# kill_test.sh <suanwang> <source folder>: a run that is ended early leaves no result, and the next one cleans up.
set -euo pipefail
# shellcheck source=tests/end_to_end/setup.sh
. "$(dirname "$0")/setup.sh"
scenario=$scenarios/china-2030-mid.yaml

for signal in INT TERM KILL; do
  for delay in 0.2 0.4 0.7; do
    "$program" run "$scenario" --out result --quiet 2>err &
    process=$!
    sleep "$delay"
    # Again and again: one that has only just begun, as under a sanitizer, does not heed the first yet.
    while [ -n "$(jobs -rp)" ]; do
      kill "-$signal" "$process" 2>/dev/null || true
      sleep 0.1
    done
    code=0
    wait "$process" || code=$?
    [ "$code" -ne 0 ] || { echo "FAIL: the run was over after $delay s; it should have been killed"; exit 1; }
    [ ! -e result ] || { echo "FAIL: a killed run left a result"; exit 1; }
    if [ "$signal" != KILL ]; then
      [ "$code" -eq 130 ] || [ "$code" -gt 128 ] || { echo "FAIL: exit code $code after SIG$signal"; exit 1; }
    fi
    echo "ok: SIG$signal after $delay s, exit code $code"
  done
done
"$program" run "$scenario" --set time.end=2030-01-03 --out result --quiet
[ -s result/summary.json ] || { echo "FAIL: no result"; exit 1; }
[ "$(find . -maxdepth 1 -name '.result.partial*' | wc -l)" -eq 0 ] || { echo "FAIL: orphans are left"; ls -a; exit 1; }
echo "ok: the next run cleaned up"
