#!/usr/bin/env bash
# faults_test.sh <suanwang> <source folder>: what goes wrong around a command: no files left to open, no memory, folders that
# vanish, others at work in the same place, signals, a full output. Each time: an exit code other than 0, a message that says
# what happened and where, nothing that looks whole and is not, nothing lost that was finished.
set -euo pipefail
# shellcheck source=tests/end_to_end/setup.sh
. "$(dirname "$0")/setup.sh"
ulimit -c 0

fail() { echo "FAIL: $*"; [ ! -s said ] || head -n 20 said; exit 1; }

cat >sweep.yaml <<END
suanwang: 1
name: small
scenario: $scenarios/tutorial.yaml
set: [time.end=2030-03-02]
factors:
  wind: {keys: [hubs.west.supply.wind.contracted_mw], from: 2, to: 40, steps: 10}
seeds: {count: 4}
END
sed -e 's/time.end=2030-03-02/time.end=2030-03-08/' -e 's/count: 4/count: 300/' sweep.yaml >long.yaml
failures=("$scenarios/tutorial-failures.yaml" --set time.end=2030-03-12)
year=$scenarios/china-2030-mid.yaml
compare=(compare "$tutorial" --set time.end=2030-03-02 --seeds 2 --policies "nearest,cheapest" --workers 2 --quiet)
"$program" run "$tutorial" --out whole --quiet
"$program" sweep sweep.yaml --out whole_sweep --quiet
"${program}" "${compare[@]}" --out whole_compare

# No stack trace, no abort, no word of the C++ library alone.
is_told() {
  [ -s said ] || fail "$1: says nothing"
  ! grep -qE 'std::|terminate called|libgcc|internal:|Segmentation' said || fail "$1: speaks of itself"
}

# is_whole <folder>: its figures are those of an undisturbed command; one that is not there passes.
is_whole() {
  local folder=$1
  [ -e "$folder" ] || return 0
  case $folder in
    *run) cmp whole/result.sqlite "$folder/result.sqlite" && [ -s "$folder/summary.json" ] ;;
    *compare) cmp whole_compare/compare.json "$folder/compare.json" ;;
    *sweep) [ ! -e "$folder/sweep.sqlite" ] || cmp whole_sweep/sweep.sqlite "$folder/sweep.sqlite" ;;
  esac || fail "$folder is not whole"
  if [ -e "$folder/report.html" ]; then tail -n 1 "$folder/report.html" | grep -q '</html>' || fail "$folder has half a report"; fi
}

# Under a limit that is raised step by step, until all is well: never an abort, and what is there is whole.
limited() {
  local option=$1 command code refused=0 passed=0 names="$1"
  shift
  for limit in "$@"; do
    for command in run sweep compare report; do
      local out="out_$command" arguments
      case $command in
        run) arguments=(run "$tutorial" --quiet) ;;
        sweep) arguments=(sweep sweep.yaml --quiet --workers 2) ;;
        compare) arguments=("${compare[@]}") ;;
        report)
          out=page.html
          arguments=(report whole --quiet)
          ;;
      esac
      code=0
      (ulimit "$option" "$limit"; exec "$program" "${arguments[@]}" --out "$out") >said 2>&1 || code=$?
      # 127: not even the program's libraries could be loaded.
      case $code in
        0) passed=$((passed + 1)) ;;
        1 | 2 | 127)
          refused=$((refused + 1))
          is_told "$command under ulimit $names $limit"
          ;;
        *) fail "$command under ulimit $names $limit ended with $code" ;;
      esac
      [ "$command" = report ] || is_whole "$out"
      if [ "$command" = sweep ] && [ "$code" -ne 0 ] && [ -e "$out" ]; then
        rm -f said
        begin=()
        if [ -e "$out/work/plan.json" ] || [ -e "$out/sweep.sqlite" ]; then begin=(--resume); fi
        "$program" sweep sweep.yaml --quiet --out "$out" "${begin[@]}" || fail 'does not go on'
        cmp whole_sweep/sweep.sqlite "$out/sweep.sqlite" || fail 'a sweep that was short of something gives other bytes'
      fi
      [ -z "$(find . -maxdepth 1 -name '.*partial*')" ] || fail "$command under ulimit $names $limit left something"
      rm -rf "$out"
    done
  done
  [ "$refused" -gt 2 ] || fail "ulimit $names refused nothing"
  [ "$passed" -gt 2 ] || fail "ulimit $names never let anything pass"
  echo "ok: ulimit $names: $refused commands refused, $passed passed"
}
limited -n 4 5 6 8
if [ "$(ulimit -v)" = unlimited ] && ! nm -D "$program" 2>/dev/null | grep -q __asan_init; then
  limited -v 30000 33000 34500 36000 38000 40000 43000 45500 50000 100000
fi
limited -f 1 100 300 700 2000   # KB a file: as a disk that is full

# begin <file for what it says> <pattern> <arguments>...: begins a command and waits until it says the pattern.
begin() {
  local said=$1 until=$2
  shift 2
  "$program" "$@" >"$said" 2>&1 &
  process=$!
  until grep -q "$until" "$said" || ! kill -0 "$process" 2>/dev/null; do sleep 0.04; done
}
# ended <wanted exit codes>: of the command that was begun.
ended() {
  code=0
  { wait "$process" || code=$?; } 2>/dev/null   # bash would tell of signals
  grep -qw "$code" <<<"$*" || fail "ended with $code, not $*"
}

# The folder, or the one it is in, is removed while a run goes on.
for victim in 'home/.*run*' home; do
  mkdir home
  begin said 'simulating: [78]' run "$year" --set time.end=2030-03-01 --out home/run
  # shellcheck disable=SC2086  # a pattern
  rm -rf $victim
  ended 2
  is_told 'a run whose folder vanished'
  grep -q "$work/home/run" said || fail 'does not name the folder'
  [ ! -e home/run ] || fail 'a result after its folder vanished'
  rm -rf home
done
for victim in sweep sweep/work; do
  begin said 'sweeping: [1234]' sweep long.yaml --out sweep
  rm -r "$victim"
  ended 2
  is_told 'a sweep whose folder vanished'
  grep -q 'removed while the sweep ran' said || fail 'does not say that the folder vanished'
  [ ! -e sweep/sweep.sqlite ] || fail 'a result after its journal vanished'
  rm -rf sweep
done
echo 'ok: folders that vanish'

# Two runs in one folder: the first to end has it, the other is put beside it. Their traces do not mix.
for seed in 1 2; do "$program" run "${failures[@]}" --seed "$seed" --out "seed$seed" --quiet; done
is_one_of_both() { cmp -s "$1/result.sqlite" seed1/result.sqlite || cmp -s "$1/result.sqlite" seed2/result.sqlite || fail "$1 is of neither run"; }
begin said1 'simulating' run "${failures[@]}" --seed 1 --out two
first=$process
begin said2 'simulating' run "${failures[@]}" --seed 2 --out two
ended 0 2
codes=$code process=$first
ended 0 2
[ "$((code + codes))" -eq 2 ] || fail "two runs in one folder ended with $code and $codes"
for folder in two two-2; do is_one_of_both "$folder"; done
! cmp -s two/result.sqlite two-2/result.sqlite || fail 'a run was lost to another in its folder'
cat said1 said2 >said
grep -q "what came there during the run was left as it is; what was computed is in $work/two-2" said || fail 'does not say where the second is'
for round in 1 2; do
  begin said1 'simulating' run "${failures[@]}" --seed 1 --out two --force --trace t.json
  first=$process
  begin said2 'simulating' run "${failures[@]}" --seed 2 --out two --force --trace t.json
  ended 0 2
  process=$first
  ended 0 2
  is_one_of_both two
  [ "$(sqlite3 :memory: "SELECT json_valid(readfile('t.json'))")" -eq 1 ] || fail "round $round: traces of two runs were mixed"
done
begin said1 'sweeping' sweep long.yaml --out two_sweeps
first=$process
code=0
"$program" sweep long.yaml --out two_sweeps >said 2>&1 || code=$?
[ "$code" -eq 2 ] || fail "a second sweep in the same folder ended with $code"
grep -qE 'another process is at work|an unfinished sweep is there' said || fail 'does not say that another is at work'
for options in --resume --force; do
  code=0
  "$program" sweep long.yaml --out two_sweeps "$options" >said 2>&1 || code=$?
  [ "$code" -eq 2 ] || fail "a second sweep in the same folder, $options, ended with $code"
  grep -q 'another process is at work' said || fail 'does not say that another is at work'
done
kill "$first"
process=$first
ended 130
"$program" report whole --quiet &
"$program" report whole --quiet || fail 'two reports at once'
wait %% || fail 'two reports at once'
is_whole whole
[ -z "$(find . -name '*partial*')" ] || fail "something is left: $(find . -name '*partial*')"
echo 'ok: two at once'

# What a killed process left is cleared away, but not what a process of another machine writes.
mkdir .run.partial-elsewhere-999999999 ".run.partial-$(uname -n)-999999999"
"$program" run "$tutorial" --out run --quiet
[ -e .run.partial-elsewhere-999999999 ] || fail 'what another machine writes was removed'
[ ! -e ".run.partial-$(uname -n)-999999999" ] || fail 'what a killed process left is still there'
rm -r .run.partial-elsewhere-999999999 run
echo 'ok: orphans'

for signal in INT TERM HUP; do
  begin said 'simulating' run "$year" --out run
  kill "-$signal" "$process"
  ended 130
  grep -q 'interrupted; no result was written' said || fail "run says nothing of SIG$signal"
  begin said 'comparing' compare "$year" --seeds 2 --policies nearest,cheapest --workers 2 --out compare
  kill "-$signal" "$process"
  ended 130
  begin said 'sweeping' sweep long.yaml --out sweep
  kill "-$signal" "$process"
  ended 130
  grep -q 'go on with --resume --out sweep' said || fail "sweep says nothing of SIG$signal"
  [ ! -e sweep/sweep.sqlite ] || fail "a result of a sweep that was stopped"
  rm -r sweep
  "$program" report whole --out page.html --quiet &
  process=$!
  sleep 0.02
  kill "-$signal" "$process" 2>/dev/null || true
  ended 0 129 130 143
  if [ -e page.html ]; then cmp page.html whole/report.html; fi
  rm -rf page.html
done
rm -rf .page.html.partial*
[ -z "$(find . -maxdepth 1 -name '*run*' -o -maxdepth 1 -name '*compare.*' -o -name '*partial*')" ] || fail 'something is left after a signal'
echo 'ok: signals'

# Who redirects a table to a full disk is told that it is not whole.
for arguments in 'list policies' schema "describe $tutorial" "run $tutorial --out printed" 'report whole' 'plot whole' --help \
  'sweep query whole_sweep --rows wind --metric cost --format csv' 'completion bash' "validate $tutorial" \
  "workload stats $scenarios/workloads/pai.yaml --jobs 2000 --json" 'sweep analyse whole_sweep'; do
  code=0
  # shellcheck disable=SC2086  # several arguments
  "$program" $arguments >/dev/full 2>said || code=$?
  [ "$code" -eq 1 ] || fail "'$arguments' to a full disk ended with $code"
  grep -q 'standard output.*No space left on device' said || fail "'$arguments' to a full disk does not say so"
done
cmp printed/result.sqlite whole/result.sqlite || fail 'a run was lost with its table'
for arguments in "run missing.yaml" "run $tutorial --out printed" 'query nowhere' "sweep sweep.yaml --out whole_sweep"; do
  code=0
  # shellcheck disable=SC2086  # several arguments
  "$program" $arguments 2>/dev/full || code=$?   # not even the message can be written
  [ "$code" -eq 2 ] || fail "'$arguments' with its messages to a full disk ended with $code"
done
echo 'ok: a full output'
