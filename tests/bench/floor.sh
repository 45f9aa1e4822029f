#!/usr/bin/env bash
# floor.sh <suanwang> <folder> [pairs] [jobs]: a batch log under EASY backfilling by us, by a bare engine in C++ (refsim.cpp,
# and its log by gen_swf.cpp) and by 30 lines of Python (peer_plain_python.py), all of which the folder holds: what is
# possible, and what a user would write instead. Answers are compared first, then CPU times of whole processes in turn.
set -euo pipefail
program=$(readlink -f "$1") folder=$(readlink -f "$2") pairs=${3:-5} jobs=${4:-1000000}
[ -f "$folder/refsim.cpp" ] || { echo "skipped: no bare programs in $folder"; exit 77; }
# shellcheck source=tests/bench/measure.sh
. "$(dirname "${BASH_SOURCE[0]}")/measure.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for each in gen_swf refsim; do g++ -std=c++20 -O3 -march=native "$folder/$each.cpp" -o "$each"; done
./gen_swf "$jobs" >log.swf
ours_easy() { "$program" replay log.swf --queue easy_backfill --quiet --out result --force; }
bare_easy() { ./refsim log.swf easy; }
python_easy() { python3 "$folder/peer_plain_python.py" log.swf; }

ours_easy
wait=$(grep '"mean_wait_s"' result/summary.json | tr -dc '0-9.')
same_wait "$wait" "$(bare_easy | sed 's/.*meanwait=\([0-9.]*\).*/\1/')" 0.001
in_turn "EASY, $jobs jobs" "$pairs" "bare engine" ours_easy bare_easy
in_turn "EASY, $jobs jobs" 1 "plain Python" ours_easy python_easy
