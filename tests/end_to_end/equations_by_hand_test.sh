#!/usr/bin/env bash
# equations_by_hand_test.sh <suanwang> <source folder>: equations of docs/model.md that only the whole program shows, with the
# tutorial's figures: accelerators of claimed FLOPS (2), jobs of an offered share (15), the reserve margin (19).
set -euo pipefail
# shellcheck source=tests/end_to_end/setup.sh
. "$(dirname "$0")/setup.sh"
scenario=$tutorial

# near <what> <found> <wanted> <allowed relative difference>
near() {
  awk -v found="$2" -v wanted="$3" -v allowed="$4" 'BEGIN { off = found / wanted - 1; exit !(off <= allowed && off >= -allowed) }' ||
    { echo "FAIL: $1 is $2, not $3"; exit 1; }
  echo "ok: $1 is $2"
}
# number_of <table> <column> <condition>
number_of() { sqlite3 run/result.sqlite "SELECT $2 FROM $1 WHERE $3"; }

# 0.7 of 8192 + 2048 cards for a week, in jobs of 8 cards and one hour: five deviations of a Poisson count are 1.3 %.
"$program" run "$scenario" --out run --quiet --no-report \
  --set 'job_classes.training.accelerators={kind: constant, value: 8}' \
  --set 'job_classes.training.run_time_hours={kind: constant, value: 1}'
near 'the number of jobs' "$(number_of interval 'max(jobs_submitted)' 'true')" "$(awk 'BEGIN { print 0.7 * (8192 + 2048) * 168 / 8 }')" 0.013

# 1.2345 EFLOPS x 1.5, 0.6 of them in cards of 500 TFLOPS and 0.4 in boards of 800; of the whole ones installed 0.3 have power.
"$program" run "$scenario" --out run --force --quiet --no-report \
  --set 'chips.board={name: Board, dense_fp16_teraflops: 800, memory: 80 GB, all_in_w: 1000, flops_utilisation: 0.4}' \
  --set 'chip_mixes.both={card: 0.6, board: 0.4}' --set growth.smart_compute=1.5 --set clusters.plain.energised_factor=0.3 \
  --set clusters.plain.pools= --set 'clusters.plain.smart_compute={claimed_eflops: 1.2345, mix: both}'
rounded() { awk "BEGIN { printf \"%d\", int(int(1.2345e6 * 1.5 * $1 / $2 + 0.5) * 0.3 + 0.5) }"; }
for chip in 'card 0.6 500' 'board 0.4 800'; do
  read -r name share flops <<<"$chip"
  near "energised $name" "$(sqlite3 run/result.sqlite "SELECT energised_accelerators FROM pool WHERE chip = '$name' AND cluster = (SELECT cluster FROM cluster WHERE id = 'plain')")" \
    "$(rounded "$share" "$flops")" 0
done

# Import 20 MW, storage 4 MW, and 1.5 MW of hydro in all hours, for it runs half of the year's hours at 3 MW.
"$program" adequacy "$scenario" --years 2 --out adequacy --quiet --set hubs.west.supply.wind= \
  --set 'hubs.west.supply.hydro={contracted_mw: 3, full_load_hours: 4380, month_factor: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}'
of_west() { sqlite3 :memory: "SELECT json_extract(readfile('adequacy/adequacy.json'), '\$.hubs.west.$1.mean')"; }
peak=$(of_west peak_load_mw)
near 'the reserve margin' "$(of_west reserve_margin)" "$(awk -v peak="$peak" 'BEGIN { print (20 + 4 + 1.5 - peak) / peak }')" 1e-4
