#!/usr/bin/env bash
# resume_test.sh <suanwang> <source folder>: a run that is killed, again and again, and taken up again from its last checkpoint ends
# with the bytes of one that was left alone; whatever its policies remember. Then what `--resume` refuses.
set -euo pipefail
# shellcheck source=tests/end_to_end/setup.sh
. "$(dirname "$0")/setup.sh"

# same_result <folder> <folder> <what>: the same bytes; but the time that the runs took.
same_result() {
  cmp "$1/result.sqlite" "$2/result.sqlite" || fail "$3: result.sqlite differs"
  diff <(grep -v wall_seconds "$1/summary.json") <(grep -v wall_seconds "$2/summary.json") || fail "$3: summary.json differs"
}

# checked <what> <days between checkpoints> <arguments>...
checked() {
  local what=$1 days=$2 kills=0 code=0 delay
  shift 2
  rm -rf alone killed .killed*
  "$program" run "$@" --out alone --quiet --no-report
  "$program" run "$@" --checkpoint-every "$days" --out whole --quiet --no-report --force
  same_result alone whole "$what, with checkpoints"
  [ -z "$(find . -maxdepth 1 -name '.whole*')" ] || fail "$what: a finished run left its checkpoint"
  # Killed at its first checkpoints, so that some of the work is always left; then at any moment.
  "$program" run "$@" --checkpoint-every "$days" --out killed --quiet --no-report 2>/dev/null &
  until [ -n "$(find . -maxdepth 1 -name '.killed.checkpoint-*' 2>/dev/null)" ] || [ -z "$(jobs -rp)" ]; do sleep 0.01; done
  kill -KILL %% 2>/dev/null || fail "$what: over before its first checkpoint was seen"
  wait %% 2>/dev/null || true
  [ ! -e killed ] || fail "$what: a killed run left a result"
  for delay in 0.05 0.1 0.2; do
    code=0
    "$program" run "$@" --checkpoint-every "$days" --resume --out killed --quiet --no-report 2>err &
    sleep "$delay"
    kill -KILL %% 2>/dev/null || true
    wait %% 2>/dev/null || code=$?
    [ "$code" -ne 0 ] || break
    [ "$code" -eq 137 ] || { cat err; fail "$what: exit code $code"; }
    kills=$((kills + 1))
  done
  if [ "$code" -ne 0 ] && [ -e killed ]; then   # killed when its result was in place
    code=0
    "$program" run "$@" --resume --out killed --quiet --no-report 2>err || code=$?
    { [ "$code" -eq 2 ] && grep -q 'exists already' err; } || { cat err; fail "$what: exit code $code over a whole result"; }
    rm -rf .killed*
  elif [ "$code" -ne 0 ]; then
    "$program" run "$@" --resume --out killed --quiet --no-report
  fi
  same_result alone killed "$what"
  [ -z "$(find . -maxdepth 1 -name '.killed*')" ] || fail "$what: checkpoints are left: $(ls -A)"
  echo "ok: $what, killed $((kills + 1)) times, the same bytes"
}

long="--set time.end=2030-06-01"
# shellcheck disable=SC2086  # two words
{
  checked "tutorial with rows of jobs" 5 "$scenarios/tutorial.yaml" $long --jobs
  checked "faults, priorities, preemption" 5 "$scenarios/tutorial-failures.yaml" $long --jobs
  for queue in fcfs sjf fair_share conservative_backfill; do
    checked "queue $queue" 7 "$scenarios/tutorial.yaml" $long --jobs --set "policy.queue=$queue"
  done
  for route in round_robin wait_for_green market_green min_cost_flow admission_control price_threshold \
    "{name: cheapest, migrates: true}" weighted_score random; do
    checked "route $route" 7 "$scenarios/tutorial.yaml" $long --jobs --set "policy.route=$route"
  done
}
checked "all decided by a rolling plan" 3 "$scenarios/tutorial.yaml" --jobs --set time.end=2030-03-20 --set policy.route=rolling_lp \
  --set policy.serve=rolling_lp --set policy.power=rolling_lp
checked "tokens split by a linear program" 7 "$scenarios/tutorial.yaml" --set time.end=2030-06-01 --set policy.serve=linear_program
checked "the nation, calibrated" 10 "$scenarios/china-2030-mid.yaml" --set time.end=2030-03-01

# refused <what is said> <arguments>...
refused() {
  local wanted=$1 code=0
  shift
  "$program" run "$@" --quiet --no-report 2>err || code=$?
  [ "$code" -eq 2 ] || fail "$*: exit code $code"
  grep -qF -- "$wanted" err || { cat err; fail "$*: wanted '$wanted'"; }
}
refused "there is no checkpoint" "$scenarios/tutorial.yaml" --resume --out none
"$program" run "$scenarios/tutorial.yaml" --out finished --quiet --no-report
refused "came to its end, or was ended before its first" "$scenarios/tutorial.yaml" --resume --out finished
refused "several runs" "$scenarios/china-2024-2030-mid.yaml" --checkpoint-every 30 --out none
"$program" run "$scenarios/china-2030-mid.yaml" --checkpoint-every 5 --out other --quiet --no-report &
until [ -n "$(find . -maxdepth 1 -name '.other.checkpoint-*')" ]; do sleep 0.02; done
kill -INT %%
wait %% && fail "an interrupted run says that all is well"
refused "is of another run" "$scenarios/china-2030-mid.yaml" --seed 2 --resume --out other
refused "is of another run" "$scenarios/china-2030-mid.yaml" --jobs --resume --out other
for state in .other.checkpoint-*/state; do truncate -s 100 "$state"; done
refused "is damaged" "$scenarios/china-2030-mid.yaml" --resume --out other
if [ -e other ] || [ -e none ]; then fail "a refused run left a folder"; fi
echo "ok: what cannot be taken up is refused"
