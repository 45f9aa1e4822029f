#!/usr/bin/env bash
# random_kill_test.sh <suanwang> <source folder> [seed]: kill -9 at random moments of `run`, `report` and `sweep`, 200 in all.
# What is there afterwards is whole, old or new; a sweep goes on and ends with the bytes of one that was left alone.
# shellcheck disable=SC2034  # times are handed on by name
set -euo pipefail
# shellcheck source=tests/end_to_end/setup.sh
. "$(dirname "$0")/setup.sh"
seed=${3-${SUANWANG_KILL_SEED-$(($(date +%s) % 32768))}}
RANDOM=$seed
echo "seed $seed (the third argument or SUANWANG_KILL_SEED repeats it, as far as the machine's timing does)"

fail() { echo "FAIL, seed $seed: $*"; ls -la; exit 1; }
now_ms() { echo $(($(date +%s%N) / 1000000)); }

run=(run "$scenarios/tutorial.yaml" --jobs --csv --quiet)
for number in 1 2; do
  before=$(now_ms)
  "$program" "${run[@]}" --seed "$number" --out "whole$number"
  run_ms=$(($(now_ms) - before))
done
before=$(now_ms)
"$program" report whole1 --quiet
report_ms=$(($(now_ms) - before))
cp whole1/report.html report1.html

kills=0
# killed <name of the milliseconds that it takes> <arguments>...: whether it came to be killed. Every other time within the last
# third, where it writes. The machine may be busy now and idle then: a kill that comes too late shortens that time, another
# lengthens it.
killed() {
  local -n length=$1
  local process delay code=0
  shift
  "$program" "$@" 2>said &
  process=$!
  delay=$((RANDOM * (length + 5) / 32768))
  if [ $((RANDOM % 2)) -eq 0 ]; then delay=$((length * 2 / 3 + delay / 3)); fi
  sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
  kill -KILL "$process" 2>/dev/null || true
  { wait "$process" || code=$?; } 2>/dev/null   # bash would tell of each
  if [ "$code" -eq 0 ]; then
    length=$((length * 8 / 10 + 1))
    return 1
  fi
  [ "$code" -eq 137 ] || { cat said; fail "exit code $code"; }
  kills=$((kills + 1)) length=$((length * 21 / 20 + 1))
}

# is_result <folder> <seed>: whole; of its report, which comes after it, all or nothing.
is_result() {
  cmp -s "$1/result.sqlite" "whole$2/result.sqlite" || return 1
  [ -s "$1/summary.json" ] || fail "$1 lacks its summary"
  diff -rq "whole$2/csv" "$1/csv" || fail "$1 has half a table"
  if [ -e "$1/report.html" ]; then tail -n 1 "$1/report.html" | grep -qx '</html>' || fail "$1 has half a report"; fi
}
nothing_else() {
  [ "$(find . -maxdepth 1 -name '.*partial*' | wc -l)" -eq 0 ] || fail "the next $1 does not clean up"
}

none=0 early=0
while [ "$kills" -lt 50 ]; do   # a new folder
  if ! killed run_ms "${run[@]}" --seed 1 --out result; then early=$((early + 1)); fi
  if [ -e result ]; then is_result result 1 || fail 'a result that is not one'; else none=$((none + 1)); fi
  rm -rf result
done
echo "ok: $kills kills of run: $none times nothing, else all; $early came to their end"
"$program" "${run[@]}" --seed 1 --out result
nothing_else run

old=1 new=2 kept=0 replaced=0 start=$kills
while [ "$((kills - start))" -lt 50 ]; do   # over another
  killed run_ms "${run[@]}" --seed "$new" --out result --force || true
  if is_result result "$old"; then
    kept=$((kept + 1))
  elif is_result result "$new"; then
    replaced=$((replaced + 1))
    old=$new new=$((3 - new))
  else
    fail 'neither the old result nor the new one is there'
  fi
done
echo "ok: $((kills - start)) kills of run --force: the old result $kept times, the new one $replaced times"
"$program" "${run[@]}" --seed 1 --out result --force
nothing_else run

start=$kills none=0
while [ "$((kills - start))" -lt 50 ]; do
  if [ $((RANDOM % 2)) -eq 0 ]; then rm -f whole1/report.html; fi
  before=$(find whole1/report.html 2>/dev/null || true)
  killed report_ms report whole1 --quiet || true
  if [ -e whole1/report.html ]; then
    cmp whole1/report.html report1.html || fail 'half a report'
  else
    [ -z "$before" ] || fail 'the old report is gone'
    none=$((none + 1))
  fi
done
"$program" report whole1 --quiet
[ -z "$(find whole1 -name '*partial*')" ] || fail 'the next report does not clean up'
echo "ok: $((kills - start)) kills of report: $none times none, else all"

cat >sweep.yaml <<END
suanwang: 1
name: killed
scenario: $scenarios/tutorial.yaml
set: [time.end=2030-03-03]
factors:
  wind: {keys: [hubs.west.supply.wind.contracted_mw], from: 2, to: 40, steps: 10}
  room: {keys: [clusters.plain.pools.a.accelerators], values: [4096, 8192]}
policies: {own: {}, green: {set: [policy.route=lowest_carbon]}}
seeds: {until: {metric: cost, half_width_share: 0.03, at_least: 3, at_most: 8}}
END
before=$(now_ms)
"$program" sweep sweep.yaml --out whole --quiet
sweep_ms=$(($(now_ms) - before))
start=$kills sweeps=0
while [ "$((kills - start))" -lt 50 ]; do
  patience=$((sweep_ms / 5 + 20)) begin=()
  while killed patience sweep sweep.yaml --quiet --workers $((sweeps % 3 + 1)) --out sweep "${begin[@]}"; do
    begin=()
    if [ -e sweep/work/plan.json ] || [ -e sweep/sweep.sqlite ]; then begin=(--resume); fi
    [ ! -e sweep/sweep.sqlite ] || cmp whole/sweep.sqlite sweep/sweep.sqlite || fail 'a killed sweep has another result'
  done
  "$program" sweep sweep.yaml --out sweep --resume --quiet   # complete already, whatever the last moment was
  for file in sweep.sqlite runs.csv report.html; do cmp "whole/$file" "sweep/$file" || fail "another $file"; done
  [ "$(find sweep -mindepth 1 | wc -l)" -eq 3 ] || { find sweep; fail 'something is left of a sweep'; }
  rm -r sweep
  sweeps=$((sweeps + 1))
done
echo "ok: $((kills - start)) kills in $sweeps sweeps, each the same bytes in the end"
[ "$kills" -ge 200 ] || fail "only $kills kills"
echo "ok: $kills kills in all, seed $seed"
