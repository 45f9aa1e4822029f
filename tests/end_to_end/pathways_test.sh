#!/usr/bin/env bash
# pathways_test.sh <suanwang> <source folder>: seven years each; every year within 0.1 % of its target, the ends those of the
# scenarios, the supply of a western hub binding on the high road; a killed pathway leaves nothing behind.
set -euo pipefail
# shellcheck source=tests/end_to_end/setup.sh
. "$(dirname "$0")/setup.sh"
for road in low mid high; do
  "$program" run "$scenarios/china-2024-2030-$road.yaml" --out "$road" --quiet
  tr -d '\r' <"$road/pathway.csv" | awk -F, -v road="$road" 'NR > 1 {
      if ($2 < 0.999 * $3 || $2 > 1.001 * $3) { printf "FAIL: %s %d: %s TWh against %s\n", road, $1, $2, $3; exit 1 }
      ++years; twh = $2; share = $4
      if ($1 == 2024 && (share < 0.01678 || share > 0.01682)) { print "FAIL: 2024 is not 1.68 %: " share; exit 1 }
    } END { if (years != 7) { print "FAIL: " years " years"; exit 1 } printf "ok: %s, %.1f TWh, %.2f %%\n", road, twh, share * 100 }'
  grep -q '"kind":"pathway"' "$road/report.html" || { echo "FAIL: no report of $road"; exit 1; }
  for year in 2024 2027 2030; do
    for file in summary.json report.html; do [ -s "$road/$year/$file" ] || { echo "FAIL: no $road/$year/$file"; exit 1; }; done
  done
done
grep -q '"nx": {' high/pathway.json || { echo "FAIL: no hub's supply binds on the high road"; exit 1; }
awk '/first_supply_bound": {/ { inside = 1 } inside' high/pathway.json | grep -q '"year": 20' || { echo "FAIL: no first year"; exit 1; }
for scenario in iea caixin trade; do
  "$program" run "$scenarios/china-2024-$scenario.yaml" --out "$scenario" --quiet
  awk -v n="$(grep -m 1 '"national_twh"' "$scenario/summary.json" | tr -dc '0-9.')" -v t="$(grep -m 1 '"target_twh"' "$scenario/summary.json" | tr -dc '0-9.')" \
    'BEGIN { if (n < 0.999 * t || n > 1.001 * t) { print "FAIL: " n " against " t; exit 1 } print "ok: " t " TWh" }'
done
"$program" run "$scenarios/china-2024-2030-mid.yaml" --out killed --quiet & pid=$!
sleep 1
kill -INT "$pid"
code=0
wait "$pid" || code=$?
[ "$code" -eq 130 ] || { echo "FAIL: interrupted with $code"; exit 1; }
[ -z "$(find . -maxdepth 1 -name '*killed*')" ] || { echo "FAIL: a stopped pathway left something"; exit 1; }
echo "ok: stopped without a trace"
