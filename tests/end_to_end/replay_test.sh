#!/usr/bin/env bash
# replay_test.sh <suanwang> <yardstick folder>: generated logs against the mean waits on which three independent programs agree.
# Skipped where the generator is not there. Those programs count as spare only the first of several jobs that end at the reserved
# time; with a backlog that matters.
set -euo pipefail
program=$(readlink -f "$1") yardstick=$2
[ -f "$yardstick/gen_swf.cpp" ] || { echo "skipped: no $yardstick/gen_swf.cpp"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
c++ -std=c++20 -O2 -I "$yardstick" "$yardstick/gen_swf.cpp" -o generate

# expect <log> <queue> <mean wait> [<parameter>]
expect() {
  "$program" replay "$1" --processors 1024 --queue "$2" ${4:+--set "$4"} --quiet --out result --force
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
./generate 1000000 >w1m.swf
expect w1m.swf fcfs 26890.818
expect w1m.swf easy_backfill 3644.369 equal_ends=first
./generate 1000000 1 0.95 >h1m.swf
expect h1m.swf easy_backfill 31744.347 equal_ends=first
./generate 100000 1 1.3 >o100k.swf
expect o100k.swf easy_backfill 1567337.358 equal_ends=first
./generate 1000000 1 1.3 >o1m.swf
expect o1m.swf easy_backfill 16253157.143 equal_ends=first
