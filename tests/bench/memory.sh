#!/usr/bin/env bash
# memory.sh <suanwang> <source folder> <build folder>: most memory of whole processes, and what more work costs: in a
# national month, which forgets jobs as they leave, and in the replay of a log, which holds all of it.
set -euo pipefail
program=$(readlink -f "$1") sources=$(readlink -f "$2") bench=$(readlink -f "$3")/tests/bench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

report() {  # <what> <unit> <how many> <bytes> <how many> <bytes>
  awk -v what="$1" -v unit="$2" -v n1="$3" -v b1="$4" -v n2="$5" -v b2="$6" 'BEGIN {
    printf "%s: %d %ss %.1f MB, %d %ss %.1f MB: %.1f bytes for one more\n", what, n1, unit, b1 / 1e6, n2, unit, b2 / 1e6, (b2 - b1) / (n2 - n1) }'
}
month() {  # <jobs an arrival>: "events bytes"
  local bytes
  bytes=$("$bench/peak" "$program" run "$sources/scenarios/china-2030-mid.yaml" --quiet --no-report --out result --force \
    --set power_scenario.calibration=none --set time.end=2030-02-01 --set "job_classes.fine_tuning.bundle=$1" --set "job_classes.batch_inference.bundle=$1")
  echo "$(grep -m1 '"events"' result/summary.json | tr -dc 0-9) $bytes"
}
read -r few few_bytes < <(month 24)
read -r many many_bytes < <(month 1)
report "a month of 2030 mid" event "$few" "$few_bytes" "$many" "$many_bytes"

for jobs in 100000 1000000; do
  "$bench/write_log" "$jobs" 0.8 >log.swf
  echo "$jobs $("$bench/peak" "$program" replay log.swf --queue easy_backfill --quiet)"
done >replays
read -r few few_bytes < <(head -n 1 replays)
read -r many many_bytes < <(tail -n 1 replays)
report "replay of a log" job "$few" "$few_bytes" "$many" "$many_bytes"
