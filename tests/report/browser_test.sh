#!/usr/bin/env bash
# browser_test.sh <suanwang> <source folder>: the report of the tutorial in Chromium. Skipped where what it needs is not installed.
set -euo pipefail
program=$1 source=$2
for needed in node chromium; do
  command -v "$needed" >/dev/null || { echo "skipped: no $needed"; exit 77; }
done
[ -d "$source/sim/report/web/node_modules/playwright-core" ] || { echo "skipped: run npm ci in sim/report/web"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" run "$source/scenarios/tutorial.yaml" --out "$work/result" --quiet
(cd "$source/sim/report/web" && npm run --silent check)
LOAD_LIMIT_MS=${LOAD_LIMIT_MS:-5000} node "$source/tests/report/browser_test.mjs" "$work/result/report.html" "$work/result/summary.json"
