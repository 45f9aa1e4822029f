#!/usr/bin/env bash
# replay_test.sh <suanwang> <yardstick folder>: generated logs against the mean waits on which three independent programs agree.
# Skipped where the generator is not there. Not at 130 % load: with a backlog the mean wait hangs on which of several jobs that
# end at the reserved time are counted as spare, and those programs stop counting at the first that suffices; we count all.
set -euo pipefail
program=$1 yardstick=$2
[ -f "$yardstick/gen_swf.cpp" ] || { echo "skipped: no $yardstick/gen_swf.cpp"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
c++ -std=c++20 -O2 -I "$yardstick" "$yardstick/gen_swf.cpp" -o generate

# expect <log> <queue> <mean wait>
expect() {
  "$program" replay "$1" --processors 1024 --queue "$2" --quiet --out result --force
  awk -v found="$(grep '"mean_wait_s"' result/summary.json | tr -dc '0-9.')" -v wanted="$3" -v what="$1 $2" 'BEGIN {
    if (found < wanted - 0.0006 || found > wanted + 0.0006) { print "FAIL: " what ": mean wait " found " s, not " wanted; exit 1 }
    print "ok: " what ": mean wait " wanted " s" }'
}

./generate 10000 >w10k.swf
./generate 100000 >w100k.swf
expect w10k.swf fcfs 11153.962
expect w10k.swf easy_backfill 2057.889
expect w100k.swf fcfs 22965.031
expect w100k.swf easy_backfill 3395.188
