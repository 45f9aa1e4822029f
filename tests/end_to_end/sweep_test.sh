#!/usr/bin/env bash
# sweep_test.sh <suanwang> <source folder>: sweeps as a user meets them: plans, results, refusals, interruption, tables.
set -euo pipefail
# shellcheck source=tests/end_to_end/setup.sh
. "$(dirname "$0")/setup.sh"
always=(sweep)

write_sweep() {   # <days> <more keys>
  cat >sweep.yaml <<EOF
suanwang: 1
name: trial
scenario: $scenarios/tutorial.yaml
set: [time.end=2030-03-0$1]
factors:
  wind: {keys: [hubs.west.supply.wind.contracted_mw], values: [6, 12, 24]}
  room: {keys: [clusters.plain.pools.a.accelerators], values: [4096, 8192]}
policies: {own: {}, green: {set: [policy.route=lowest_carbon]}}
seeds: {count: 2}
${2-}
EOF
}

write_sweep 2
mkdir -p mine/work
echo thesis >mine/work/thesis.txt
expect 2 'which is no sweep' sweep.yaml --out mine --force
[ "$(cat mine/work/thesis.txt)" = thesis ] || fail 'what is not a sweep was touched'
rm -r mine
expect 2 'no file'
expect 2 'are of --engine slurm' sweep.yaml --shards 4
expect 2 'choose one' sweep.yaml --engine slurm --shard 1/2
expect 2 'did you mean' sweep.yaml --set seed.count=3
expect 2 'not of the form I/N' sweep.yaml --shard 4/3
expect 2 'not a size' sweep.yaml --memory much
expect 2 'choose one' sweep.yaml --force --resume
expect 2 'leave out --resume' sweep.yaml --resume
expect 2 'cannot be created' sweep.yaml --out /proc/nothing
expect 2 'there is no result' query nowhere
expect 2 'there is no unfinished sweep' merge nowhere
[ "$(find . -mindepth 1 ! -name out ! -name sweep.yaml | wc -l)" -eq 0 ] || fail 'something was written'

expect 0 '24 runs' sweep.yaml --dry-run
grep -q "set hubs.west.supply.wind.contracted_mw=6" out || fail 'the dry run does not show the overrides'
grep -Eq 'About .* a run, .* in all on .* workers, [0-9]+ MB' out || fail 'the dry run does not estimate'
[ ! -e results ] || fail 'a dry run wrote something'

expect 0 'results in results/trial-sweep' sweep.yaml
expect 0 'holds the whole result already' sweep.yaml --resume
expect 0 'results in results/trial-sweep-2' sweep.yaml --workers 1
cmp results/trial-sweep/sweep.sqlite results/trial-sweep-2/sweep.sqlite || fail 'the number of workers changed the result'
expect 2 'exists already' sweep.yaml --out results/trial-sweep
expect 0 '' sweep.yaml --out results/trial-sweep --force --quiet
[ ! -s out ] || fail '--quiet is not quiet'
[ "$(sqlite3 results/trial-sweep/sweep.sqlite 'SELECT count(*) FROM result')" -eq 24 ] || fail 'not 24 runs'
[ "$(wc -l <results/trial-sweep/runs.csv)" -eq 25 ] || fail 'not 25 lines'

# A row of the result is what `run` gives with the overrides that stand in it.
mapfile -t settings < <(sqlite3 results/trial-sweep/sweep.sqlite \
  "SELECT value FROM variant, json_each(overrides) WHERE variant = 7")
arguments=()
for setting in "${settings[@]}"; do arguments+=(--set "$setting"); done
"$program" run "$scenarios/tutorial.yaml" "${arguments[@]}" --seed 2 --out single --quiet
[ "$(sqlite3 results/trial-sweep/sweep.sqlite 'SELECT printf("%.6f", cost) FROM run WHERE variant = 7 AND seed = 2')" = \
  "$(sed -n 's/.*"total_cny": \([0-9.]*\).*/\1/p' single/summary.json | head -n 1 | xargs printf '%.6f')" ] \
  || fail 'a run of the sweep is not what run gives'

# Other commands know a sweep when they see one, and those that are shipped are sound.
"$program" validate "$scenarios"/sweeps/*.yaml >out 2>&1 || fail 'a sweep that is shipped is not sound'
"$program" validate sweep.yaml >out 2>&1 || fail 'a sound sweep is not valid'
grep -q 'sound (sweep, 6 points, 2 policies, 24 runs)' out || fail 'validate does not know a sweep'
code=0
"$program" run sweep.yaml >out 2>&1 || code=$?
[ "$code" -eq 2 ] || fail "run of a sweep ended with $code"
grep -q 'suanwang sweep' out || fail 'run does not point to sweep'

# Tables and analysis.
expect 0 'wind=24' query results/trial-sweep --rows policy --columns wind --metric cost
expect 0 'policy,wind=6' query results/trial-sweep --rows policy --columns wind --metric cost --format csv
expect 0 '| policy |' query results/trial-sweep --rows policy --metric cost --format markdown
expect 0 '24' query results/trial-sweep --sql 'SELECT count(*) FROM result'
expect 2 'cannot be asked this' query results/trial-sweep --sql 'DELETE FROM run'
expect 2 "did you mean 'wind'" query results/trial-sweep --rows wnd --metric cost
expect 2 'say its --rows' query results/trial-sweep --where 'wind > 3'
expect 2 'all by itself' query results/trial-sweep --sql 'SELECT 1' --metric cost
expect 2 'not one statement' query results/trial-sweep --sql ''
expect 2 'name one' query results/trial-sweep --rows wind --metric cost,wait
expect 0 'Main effects' analyse results/trial-sweep
expect 0 'Best by cost, where wait < 1e9' analyse results/trial-sweep --metric cost --subject-to 'wait < 1e9'
expect 0 'no variant meets that' analyse results/trial-sweep --metric cost --subject-to 'cost < 0'
expect 2 "did you mean 'cost'" analyse results/trial-sweep --metric cots
"$program" sweep analyse results/trial-sweep --json >analysis.json
[ "$(sqlite3 :memory: "SELECT json_extract(readfile('analysis.json'), '$.metrics.cost.variants')")" -eq 12 ] \
  || fail 'the analysis is no JSON'

# Shards, in any order, one of them twice.
for shard in 2/3 3/3 2/3; do expect 0 "shard $shard is complete" sweep.yaml --out shards --shard "$shard"; done
expect 2 'are missing' merge shards
expect 0 '' sweep.yaml --out shards --shard 1/3 --quiet
expect 0 'results in shards' merge shards
cmp results/trial-sweep/sweep.sqlite shards/sweep.sqlite || fail 'shards changed the result'
expect 0 'holds the whole result already' sweep.yaml --out shards --shard 1/3

# What is new alone is run.
write_sweep 2 'metrics: [wait]'
expect 0 '24 of them taken over' sweep.yaml --out reused --reuse results/trial-sweep

# Interrupted, it keeps what is done; what has changed meanwhile is refused.
write_sweep 8 'seeds: {count: 400}'
sed -i '/count: 2}/d' sweep.yaml
for signal in INT TERM; do
  "$program" sweep sweep.yaml --out "stopped$signal" >out 2>&1 &
  process=$!
  until [ -n "$(find "stopped$signal/work" -name 'journal-*' 2>/dev/null)" ]; do sleep 0.05; done
  kill "-$signal" "$process"
  code=0
  wait "$process" || code=$?
  [ "$code" -eq 130 ] || fail "exit code $code after SIG$signal"
  grep -q "go on with --resume --out stopped$signal" out || fail "SIG$signal: no word of --resume"
done
expect 2 'an unfinished sweep is there' sweep.yaml --out stoppedINT
expect 2 'the sweep is not finished' query stoppedINT
echo '# a word' >>sweep.yaml
expect 2 'sweep.yaml has changed' sweep.yaml --out stoppedINT --resume
sed -i '$d' sweep.yaml
journal=$(find stoppedINT/work -name 'journal-*')
cp "$journal" kept
sed -i '2s/"seed":/"sEed":/' "$journal"
expect 2 'is damaged' sweep.yaml --out stoppedINT --resume
cp kept "$journal"
flock stoppedINT/work/lock sleep 5 &
sleep 0.2
expect 2 'another process is at work' sweep.yaml --out stoppedINT --resume
kill %% 2>/dev/null || true
printf 'not a database, though it is called one' >stoppedTERM/sweep.sqlite
expect 2 'stoppedTERM/sweep.sqlite' query stoppedTERM

# No room: the journal cannot grow (a limit on the size of files stands for a full disk), and nothing is lost.
write_sweep 2
code=0
(trap '' XFSZ; ulimit -f 8; exec "$program" sweep sweep.yaml --out full --workers 1 --quiet) >out 2>&1 || code=$?
[ "$code" -eq 2 ] || fail "exit code $code on a full disk"
grep -q 'make room and go on with --resume' out || fail 'a full disk is not said to be one'
[ ! -e full/sweep.sqlite ] || fail 'a result was written to a full disk'
expect 0 '' sweep.yaml --out full --resume --quiet
cmp results/trial-sweep/sweep.sqlite full/sweep.sqlite || fail 'a full disk changed the result'

# A failing run is recorded and stops nothing, but with --fail-fast.
write_sweep 2
sed -i -e 's/^  room: .*/  rate: {keys: [power_scenario.data_centres_twh], values: [0.00001, 0.12]}/' \
  -e "s/^set: .*/set: [time.end=2030-03-02, 'power_scenario={national_electricity_twh: 100, data_centres_twh: 0.12}']/" sweep.yaml
expect 1 '12 of 24 runs failed' sweep.yaml --out failed
[ "$(sqlite3 failed/sweep.sqlite 'SELECT count(*) FROM failure')" -eq 12 ] || fail 'failures are not on record'
[ "$(sqlite3 failed/sweep.sqlite "SELECT count(*) FROM result WHERE status = 'done' AND cost > 0")" -eq 12 ] || fail 'the others did not run'
expect 1 '12 of 24 runs failed' sweep.yaml --out failed --resume
expect 1 'stopped by --fail-fast' sweep.yaml --out fast --fail-fast
echo 'ok: all'
