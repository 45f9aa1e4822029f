#!/usr/bin/env bash
# browser_test.sh <suanwang> <source folder> [<folder for pictures>]: the reports of a run, a comparison, two sweeps and a pathway in
# Chromium. Skipped where what it needs is not installed.
set -euo pipefail
program=$1 source=$2
if [ $# -gt 2 ]; then export SHOTS=$3; fi
for needed in node chromium; do
  command -v "$needed" >/dev/null || { echo "skipped: no $needed"; exit 77; }
done
web=$source/sim/report/web
[ "$web/node_modules/.package-lock.json" -nt "$web/package-lock.json" ] || (cd "$web" && npm ci --silent)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SUANWANG_ALLOW_FILES_IN=$source/scenarios   # the small sweeps take the shipped tutorial
tutorial=$source/scenarios/tutorial.yaml small=$source/tests/report/scenarios
"$program" run "$tutorial" --out "$work/run" --quiet
"$program" compare "$tutorial" --bound cost --seeds 5 --policies nearest,cheapest,lowest_carbon,local_only --out "$work/compare" >/dev/null
"$program" sweep "$small/screening.yaml" --out "$work/screening" >/dev/null
"$program" sweep "$small/indices.yaml" --out "$work/indices" >/dev/null
"$program" run "$small/pathway.yaml" --out "$work/pathway" --quiet
(cd "$web" && npm run --silent check)
cd "$work"
LOAD_LIMIT_MS=${LOAD_LIMIT_MS:-5000} node "$source/tests/report/browser_test.mjs" run compare screening indices pathway
