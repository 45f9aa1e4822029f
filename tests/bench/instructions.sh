#!/usr/bin/env bash
# instructions.sh <valgrind> <count_events> <record>: instructions per event of the national network, as the difference
# of two run lengths, so that start-up does not count. Fails if it is more than 5 % above the record.
set -euo pipefail
valgrind=$1 program=$2 record=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

measure() {  # <days>: "instructions events"
  "$valgrind" --tool=callgrind --callgrind-out-file="$work/out" "$program" "$1" >"$work/events" 2>"$work/log"
  echo "$(awk '/^summary:/ {print $2} /^totals:/ {print $2}' "$work/out" | head -n 1) $(cat "$work/events")"
}

read -r short_instructions short_events < <(measure 10)
read -r long_instructions long_events < <(measure 30)
per_event=$(((long_instructions - short_instructions) / (long_events - short_events)))
recorded=$(cat "$record")
echo "instructions per event: $per_event (recorded: $recorded, $((long_events - short_events)) events)"
[ "$per_event" -le $((recorded * 105 / 100)) ] || { echo "FAIL: more than 5 % above the record; explain it and update ${record##*/}"; exit 1; }
