#!/usr/bin/env bash
# sweep_kill_test.sh <suanwang> <source folder>: a sweep that is killed 50 times at random moments, by one worker or two, whole or in
# shards, goes on each time and ends with the same bytes as one that was left alone.
set -euo pipefail
# shellcheck source=tests/end_to_end/setup.sh
. "$(dirname "$0")/setup.sh"
scenario=$tutorial
wanted_kills=50
RANDOM=7   # a failure can be repeated as far as the machine's timing lets it

cat >sweep.yaml <<EOF
suanwang: 1
name: killed
scenario: $scenario
factors:
  wind: {keys: [hubs.west.supply.wind.contracted_mw], from: 2, to: 40, steps: 10}
  room: {keys: [clusters.plain.pools.a.accelerators], values: [4096, 8192]}
policies: {own: {}, green: {set: [policy.route=lowest_carbon]}}
seeds: {until: {metric: cost, half_width_share: 0.03, at_least: 3, at_most: 8}}
EOF

start=$(date +%s%N)
"$program" sweep sweep.yaml --out whole --quiet
length_ms=$(( ($(date +%s%N) - start) / 1000000 ))
echo "left alone: $length_ms ms, $(sqlite3 whole/sweep.sqlite 'SELECT count(*) FROM run') runs"

kills=0 sweeps=0 patience_ms=0

# interrupted <folder> <argument>...: runs, kills after a random part of the time it takes; 0 if it came to its end. Each kill in a
# sweep leaves the next try a little longer, so that one also ends that takes long to begin, and after enough kills none follows.
interrupted() {
  local process delay code=0
  "$program" sweep sweep.yaml --quiet --out "$@" 2>err &
  process=$!
  if [ "$kills" -lt "$wanted_kills" ]; then
    delay=$(( RANDOM * patience_ms / 32768 ))
    patience_ms=$(( patience_ms * 11 / 10 ))
    sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
    kill -KILL "$process" 2>/dev/null || true
  fi
  { wait "$process" || code=$?; } 2>/dev/null   # bash would tell of each
  [ "$code" -ne 0 ] || return 0
  [ "$code" -eq 137 ] || { cat err; fail "exit code $code"; }
  kills=$((kills + 1))
  return 1
}

same() {
  cmp whole/sweep.sqlite "$1/sweep.sqlite" || fail "$1 is not the same"
  cmp whole/runs.csv "$1/runs.csv" || fail "$1 has other rows"
  cmp whole/report.html "$1/report.html" || fail "$1 has another report"
  [ "$(find "$1" -mindepth 1 | wc -l)" -eq 3 ] || { find "$1"; fail "something is left in $1"; }
}

while [ "$kills" -lt "$wanted_kills" ]; do
  folder=out$sweeps
  patience_ms=$((length_ms / 4 + 20))
  workers=$(( sweeps % 2 + 1 ))
  if [ $(( sweeps % 3 )) -eq 2 ]; then   # in shards, each killed now and then
    for shard in 1/3 2/3 3/3; do
      until interrupted "$folder" --shard "$shard" --workers "$workers"; do :; done
    done
    "$program" sweep merge "$folder" --quiet
  else
    begin=()
    until interrupted "$folder" --workers "$workers" "${begin[@]}"; do
      begin=()
      # What is there decides how to go on: nothing yet, something unfinished, or all but the cleaning up.
      if [ -e "$folder/work/plan.json" ] || [ -e "$folder/sweep.sqlite" ]; then begin=(--resume); fi
    done
  fi
  "$program" sweep sweep.yaml --out "$folder" --resume --quiet   # complete already, whatever the last moment was
  same "$folder"
  sweeps=$((sweeps + 1))
done
echo "ok: $kills kills in $sweeps sweeps, each the same bytes"
