#!/usr/bin/env bash
# report.sh [suanwang]: pictures of the report of china-2030-high, in both languages, for the READMEs.
# Needs Chromium, a Chinese font (Debian: chromium fonts-noto-cjk), Node and `npm ci` in sim/report/web.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
program=${1:-build/release/bin/suanwang}
[ -s results/china-2030-high/result.sqlite ] || "$program" run scenarios/china-2030-high.yaml --out results/china-2030-high --quiet
"$program" report results/china-2030-high --quiet
node docs/pictures/report.mjs results/china-2030-high/report.html docs/pictures
