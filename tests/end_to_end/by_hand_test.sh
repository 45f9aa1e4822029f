#!/usr/bin/env bash
# by_hand_test.sh <suanwang> <source folder>: two days of one hub against hand.awk, which knows nothing of the program.
set -euo pipefail
program=$(readlink -f "$1") folder=$(readlink -f "$2")/tests/end_to_end/by_hand
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" run "$folder/scenario.yaml" --out "$work/result" --quiet --audit
awk -f "$folder/hand.awk" "$folder/wind.csv" >"$work/hand"
sqlite3 -separator ' ' "$work/result/result.sqlite" "SELECT load_mw, renewable_to_load_mw, renewable_to_storage_mw, exported_mw,
  curtailed_mw, storage_to_load_mw, grid_to_load_mw, shortfall_mw, stored_mwh, energy_cost_cny, demand_charge_cny, carbon_location_t,
  carbon_market_t, carbon_marginal_t FROM hub_interval ORDER BY interval" >"$work/program"
[ "$(wc -l <"$work/program")" -eq 48 ] || { echo "FAIL: not 48 hours"; exit 1; }
paste -d ' ' "$work/hand" "$work/program" | awk '{
  for (i = 1; i <= 14; ++i) {
    error = $i - $(i + 14); if (error < 0) error = -error
    scale = $i < 0 ? -$i : $i; if (scale < 1) scale = 1
    if (error > 2e-8 * scale) { printf "FAIL: hour %d, column %d: by hand %s, by the program %s\n", NR - 1, i, $i, $(i + 14); exit 1 }
    if ($i != 0) seen[i] = 1
  }
} END { for (i = 1; i <= 14; ++i) if (!seen[i]) { printf "FAIL: column %d is always 0: the example proves nothing of it\n", i; exit 1 } }'
echo "ok: 48 hours, 14 columns"
