#!/usr/bin/env bash
# floor.sh <suanwang> <source folder> <folder> [pairs] [jobs]: a batch log under EASY backfilling by us, by a bare engine in C++
# (refsim.cpp, and its log by gen_swf.cpp) and by 30 lines of Python (peer_plain_python.py); and a national year of 5 million
# arrivals by us and by the least that any engine would do of it (bench_year.cpp). The last folder holds these programs: what is
# possible, and what a user would write instead. Answers are compared first, then CPU times of whole processes in turn.
set -euo pipefail
program=$(readlink -f "$1") sources=$(readlink -f "$2") folder=$(readlink -f "$3") pairs=${4:-5} jobs=${5:-1000000}
[ -f "$folder/refsim.cpp" ] || { echo "skipped: no bare programs in $folder"; exit 77; }
# shellcheck source=tests/bench/measure.sh
. "$(dirname "${BASH_SOURCE[0]}")/measure.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for each in gen_swf refsim bench_year; do g++ -std=c++20 -O3 -march=native -I/usr/include/eigen3 "$folder/$each.cpp" -o "$each"; done
./gen_swf "$jobs" >log.swf
ours_easy() { "$program" replay log.swf --queue easy_backfill --set equal_ends=first --quiet --out result --force; }
bare_easy() { ./refsim log.swf easy; }
python_easy() { python3 "$folder/peer_plain_python.py" log.swf; }
our_year() {
  "$program" run "$sources/scenarios/china-2030-mid.yaml" --set job_classes.fine_tuning.bundle=2 --set job_classes.batch_inference.bundle=4 \
    --set power_scenario.calibration=none --quiet --no-report --out year --force
}
bare_year() { ./bench_year 5000000; }

ours_easy
same_wait "$(mean_wait result)" "$(bare_easy | sed 's/.*meanwait=\([0-9.]*\).*/\1/')" 0.001
in_turn "EASY, $jobs jobs" "$pairs" "bare engine" ours_easy bare_easy
in_turn "EASY, $jobs jobs" 3 "plain Python" ours_easy python_easy
in_turn "national year" "$pairs" "bare year" our_year bare_year
grep "\"events\"" year/summary.json | tr -d " ,\""
