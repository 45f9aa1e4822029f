#!/usr/bin/env bash
# compare.sh <suanwang> <case folder> [--update]: the summary of a case, wall time left out, against expected.json.
set -euo pipefail
program=$1 folder=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" run "$folder/scenario.yaml" --out "$work/result" --audit --quiet
grep -v -e '"wall_seconds"' -e '"version"' "$work/result/summary.json" >"$work/actual.json"
if [ "${3-}" = --update ]; then
  cp "$work/actual.json" "$folder/expected.json"
else
  diff "$folder/expected.json" "$work/actual.json" || { echo "FAIL: results changed; if they should have, run: ninja update_golden, and review the difference"; exit 1; }
fi
