#!/usr/bin/env bash
# sweep_slurm_test.sh <suanwang> <source folder>: a sweep as a Slurm job array on a private cluster of four nodes: the same bytes as
# here, also when a node dies, a task runs twice, or the whole is cancelled and resumed.
set -euo pipefail
program=$(readlink -f "$1") scenario=$(readlink -f "$2")/scenarios/tutorial.yaml
# shellcheck source=tests/end_to_end/slurm/cluster.sh
source "$2/tests/end_to_end/slurm/cluster.sh"
if ! slurm_is_here; then
  echo "skipped: Slurm is not installed (Debian: slurmctld slurmd slurm-client munge)"
  exit 77
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "skipped: a private cluster needs root, for slurmd starts every job as its owner"
  exit 77
fi
work=$(mktemp -d)
trap 'slurm_stop; rm -rf "$work"' EXIT
cd "$work"

fail() { echo "FAIL: $*"; cat out sweep*/work/slurm/* 2>/dev/null | tail -n 40; exit 1; }
same() { cmp local/sweep.sqlite "$1/sweep.sqlite" || fail "$1 is not what a sweep here gives"; }

cat >sweep.yaml <<EOF
suanwang: 1
name: array
scenario: $scenario
factors:
  wind: {keys: [hubs.west.supply.wind.contracted_mw], from: 2, to: 40, steps: 6}
  room: {keys: [clusters.plain.pools.a.accelerators], values: [4096, 8192]}
policies: {own: {}, green: {set: [policy.route=lowest_carbon]}}
seeds: {count: 40}
EOF
"$program" sweep sweep.yaml --out local --quiet
slurm_start "$work/cluster" 4 2

start=$SECONDS
"$program" sweep sweep.yaml --out sweep1 --engine slurm --shards 8 >out 2>&1 || fail "exit code $?"
same sweep1
grep -q '8 tasks in 1 job arrays' out || fail 'not one array of 8 tasks'
echo "ok: the same bytes in $((SECONDS - start)) s"

# A failing run in one shard marks that run alone.
sed -e 's/^  room: .*/  rate: {keys: [power_scenario.data_centres_twh], values: [0.00001, 0.12]}/; s/count: 40/count: 2/' \
  -e "s/^name: .*/name: small\nset: [time.end=2030-03-02, 'power_scenario={national_electricity_twh: 100, data_centres_twh: 0.12}']/" \
  sweep.yaml >small.yaml
code_here=0 code_there=0
"$program" sweep small.yaml --out small_here --quiet 2>/dev/null || code_here=$?
"$program" sweep small.yaml --out small_there --engine slurm --shards 3 --quiet >out 2>&1 || code_there=$?
[ "$code_here$code_there" -eq 11 ] || fail "exit codes differ: $code_here here, $code_there there"
cmp small_here/sweep.sqlite small_there/sweep.sqlite || fail 'a small sweep is not what it is here'
[ "$(sqlite3 small_there/sweep.sqlite 'SELECT count(*) FROM failure')" -eq 24 ] || fail 'not 24 failures on record'
echo "ok: failures are the same"
code=0
"$program" sweep small.yaml --out small_fast --engine slurm --shards 3 --fail-fast --quiet >out 2>&1 || code=$?
[ "$code" -eq 1 ] || fail "--fail-fast ended with $code"
grep -q 'stopped by --fail-fast' out || fail '--fail-fast did not stop'
for _ in $(seq 50); do [ -n "$(squeue -h)" ] || break; sleep 0.2; done

# A node dies with what runs on it; nothing is lost.
sed -i 's/count: 40/count: 150/' sweep.yaml
"$program" sweep sweep.yaml --out local --force --quiet
start=$SECONDS
"$program" sweep sweep.yaml --out sweep2 --engine slurm --shards 8 >out 2>&1 &
process=$!
until [ -n "$(find sweep2/work -name 'journal-*' 2>/dev/null)" ]; do sleep 0.05; done
slurm_kill_node n2
code=0
wait "$process" || code=$?
[ "$code" -eq 0 ] || fail "exit code $code after a node died"
same sweep2
echo "ok: a node died, and nothing was lost, in $((SECONDS - start)) s"

# Cancelled, it keeps what is done, and submits what is missing alone.
"$program" sweep sweep.yaml --out sweep3 --engine slurm --shards 8 >out 2>&1 &
process=$!
until [ "$(find sweep3/work -name 'journal-*' 2>/dev/null | wc -l)" -ge 3 ]; do sleep 0.05; done
kill -INT "$process"
code=0
wait "$process" || code=$?
[ "$code" -eq 130 ] || fail "exit code $code after SIGINT"
for _ in $(seq 50); do [ -n "$(squeue -h)" ] || break; sleep 0.2; done
[ -z "$(squeue -h)" ] || fail 'tasks still run after SIGINT'
"$program" sweep sweep.yaml --out sweep3 --shard 1/8 --quiet >out 2>&1 || fail 'a shard by hand'
"$program" sweep sweep.yaml --out sweep3 --shard 1/8 --quiet >out 2>&1 || fail 'the same shard again'
"$program" sweep sweep.yaml --out sweep3 --engine slurm --shards 8 --resume >out 2>&1 || fail "exit code $? on resume"
same sweep3
grep -Eq '^[1-7] tasks in 1 job arrays' out || fail 'a shard that was complete was submitted again'
echo "ok: $(grep tasks out) after it was cancelled"

# What sbatch refuses is said.
code=0
"$program" sweep sweep.yaml --out sweep4 --engine slurm --sbatch=--partition=nowhere >out 2>&1 || code=$?
[ "$code" -eq 2 ] || fail "a refusal of sbatch ended with $code"
grep -q 'sbatch refused' out || fail "a refusal of sbatch is not said to be one"
echo "ok: all, within $SECONDS s"
