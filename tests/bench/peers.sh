#!/usr/bin/env bash
# peers.sh <suanwang> <build folder> [pairs] [jobs] [flows]: the same work by us and by SimGrid, in turn: a batch log, first come first
# served, and flows that share links. Results are compared first; then the ratio of CPU times of whole processes, reading included.
set -euo pipefail
program=$(readlink -f "$1") build=$(readlink -f "$2") pairs=${3:-5} jobs=${4:-100000} flows=${5:-2000}
bench=$build/tests/bench simgrid_flows=$build/tests/validation/simgrid_flows
[ -x "$bench/simgrid_batch" ] || { echo "skipped: build with libsimgrid-dev"; exit 77; }
# shellcheck source=tests/bench/measure.sh
. "$(dirname "${BASH_SOURCE[0]}")/measure.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# SimGrid at its best: its default stacks of 8 MB with guards cost it ten times the simulation.
small_stacks=(--cfg=contexts/stack-size:64 --cfg=contexts/guard-size:0)

"$bench/write_log" "$jobs" 0.8 >log.swf
our_batch() { "$program" replay log.swf --queue fcfs --quiet --out result --force; }
their_batch() { "$bench/simgrid_batch" log.swf "${small_stacks[@]}"; }
our_batch
same_wait "$(mean_wait result)" "$(their_batch 2>/dev/null)" 0.001
in_turn "FCFS, $jobs jobs" "$pairs" SimGrid our_batch their_batch

"$bench/flow_sharing" "$flows" flows
our_flows() { "$bench/flow_sharing" "$flows"; }
their_flows() { "$simgrid_flows" flows "${small_stacks[@]}"; }
our_flows >ours
their_flows >theirs 2>/dev/null
paste ours theirs | awk '{ d = ($1 - $2) / $2; if (d < 0) d = -d; if (d > most) most = d }
  END { if (NR == 0 || most > 1e-6) { print "FAIL: completion times differ by " most; exit 1 }
        print "completion times of both: greatest relative difference " most }'
in_turn "$flows flows" "$pairs" SimGrid our_flows their_flows
