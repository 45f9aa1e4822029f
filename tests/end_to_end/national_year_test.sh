#!/usr/bin/env bash
# national_year_test.sh <suanwang> <source folder>: the four national scenarios, a full year each, audited; energy meets
# the scenario's figure; twice the same bytes; under 200 MiB.
set -euo pipefail
# shellcheck source=tests/end_to_end/setup.sh
. "$(dirname "$0")/setup.sh"
value() { grep -m 1 "\"$2\"" "$1/summary.json" | tr -d ' ,' | cut -d: -f2; }

for name in china-2024 china-2030-low china-2030-mid china-2030-high; do
  "$program" run "$scenarios/$name.yaml" --out "$name" --audit --quiet
  awk -v name="$name" -v national="$(value "$name" national_twh)" -v target="$(value "$name" target_twh)" -v served="$(value "$name" facility_twh)" \
    -v modelled="$(value "$name" modelled_twh)" 'BEGIN {
      printf "%s: %.4f TWh against %.4f\n", name, national, target
      if (national < 0.999 * target || national > 1.001 * target || served < 0.995 * modelled) { print "FAIL: off target"; exit 1 } }'
  [[ $name == china-2030-* ]] || continue
  # Each class of AI work takes the share of its energy that the scenario states, within 1.5 points.
  tr -d ' ,"' <"$name/summary.json" | awk -F: -v name="$name" '
    /^energy_shares/ { inside = 1 } /^work_flows/ { inside = 0 }
    inside && /^share:/ { share = $2 }
    inside && /^stated_share:/ { ++classes; if (share - $2 > 0.015 || $2 - share > 0.015) { print "FAIL: " name ": " share " against " $2; bad = 1 } }
    END { if (classes != 5) { print "FAIL: " classes " classes state a share"; bad = 1 } exit bad }'
  echo "$name: AI work takes its energy in the stated shares"
done
(ulimit -v 400000; "$program" run "$scenarios/china-2030-mid.yaml" --out again --audit --quiet)   # address space; resident is a tenth
cmp china-2030-mid/result.sqlite again/result.sqlite
diff <(grep -v wall_seconds china-2030-mid/summary.json) <(grep -v wall_seconds again/summary.json)
echo "ok: twice the same"
