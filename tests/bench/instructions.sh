#!/usr/bin/env bash
# instructions.sh <valgrind> <count_work> <record>: instructions for a unit of each kind of work in the record, as the
# difference of two sizes, so that start-up does not count. They do not drift with the machine as seconds do. Fails
# if one is more than 5 % above the record; one without a record is only counted.
set -euo pipefail
valgrind=$1 program=$2 record=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

count() {  # <kernel> <size>: "instructions units"
  "$valgrind" --tool=callgrind --toggle-collect='suanwang::counted*' --callgrind-out-file="$work/out" \
    "$program" "$1" "$2" >"$work/units" 2>"$work/log" || { cat "$work/log" >&2; return 1; }
  echo "$(awk '/^(summary|totals):/ { print $2; exit }' "$work/out") $(cat "$work/units")"
}

failures=0
while read -r kernel small large recorded; do
  read -r small_instructions small_units < <(count "$kernel" "$small")
  read -r large_instructions large_units < <(count "$kernel" "$large")
  counted=$(((large_instructions - small_instructions) / (large_units - small_units)))
  printf '%-16s %6d %7d %6d   (recorded %d)\n' "$kernel" "$small" "$large" "$counted" "${recorded:=0}"
  if [ "$recorded" -gt 0 ] && [ "$counted" -gt $((recorded * 105 / 100)) ]; then
    echo "FAIL: more than 5 % above the record; explain it and update ${record##*/}"
    failures=1
  fi
done < <(grep -v '^#' "$record")
exit "$failures"
