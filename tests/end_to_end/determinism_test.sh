#!/usr/bin/env bash
# determinism_test.sh <suanwang> <source folder> [--all]: what a run gives depends on its scenario and seed, and on nothing around it.
# The same work is done in many surroundings, in twice as many with --all; the hashes of all result files have to be the same in
# each.
set -euo pipefail

# determinism_test.sh --work <suanwang> <scenario folder> <result folder> <workers>: the work itself, five commands.
if [ "$1" = --work ]; then
  program=$2 from=$3 to=$4 workers=$5
  "$program" run "$from/tutorial.yaml" --out "$to/tutorial" --quiet --jobs --csv
  "$program" run "$from/tutorial-failures.yaml" --set time.end=2030-03-03 --out "$to/failures" --quiet --jobs --csv
  "$program" run "$from/china-2030-mid.yaml" --set time.end=2030-01-02 --out "$to/mid" --quiet --jobs --csv --trace "$to/mid.json"
  "$program" sweep "$from/small-sweep.yaml" --out "$to/sweep" --quiet --workers "$workers"
  exec "$program" compare "$from/tutorial.yaml" --set time.end=2030-03-02 --seeds 2 --policies nearest,rolling_lp \
    --out "$to/compare" --quiet --workers "$workers"
fi

self=$(readlink -f "$0")
program=$(readlink -f "$1") source=$(readlink -f "$2") depth=${3-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() { echo "FAIL: $*"; exit 1; }

cp -r "$source/scenarios" scenarios
cat >scenarios/small-sweep.yaml <<END
suanwang: 1
name: small
scenario: tutorial.yaml
set: [time.end=2030-03-02]
factors:
  wind: {keys: [hubs.west.supply.wind.contracted_mw], values: [6, 12, 24]}
policies: {own: {}, green: {set: [policy.route=lowest_carbon]}}
seeds: {count: 2}
END

# All files, their names with them. The time that a run took is the one thing that may differ; the report shows it too.
hashes_of() {
  (
    cd "$1"
    find . \( -name summary.json -o -name report.html \) -exec sed -i -E 's/"wall_seconds": ?[-+.e0-9]+//g' {} +
    find . -type f -exec sha256sum {} + | LC_ALL=C sort -k 2
  )
}

same=0
# check <name> <result folder>: compares what a surrounding gave with what the first did.
check() {
  local name=$1 folder=$2
  hashes_of "$folder" >"$work/hashes"
  if [ "$same" -eq 0 ]; then cp "$work/hashes" "$work/expected"; fi
  diff "$work/expected" "$work/hashes" || fail "$name: other bytes"
  same=$((same + 1))
  rm -r "$folder"
  echo "ok: $name"
}

# in_surrounding <name> <command to run it under>...
in_surrounding() {
  local name=$1
  shift
  mkdir out
  "$@" "$self" --work "$program" "$work/scenarios" "$work/out" 2 >said 2>&1 || { cat said; fail "$name: did not run"; }
  check "$name" out
}

in_surrounding 'as it comes' env
[ "$(wc -l <expected)" -gt 60 ] || fail "only $(wc -l <expected) files are compared"
mkdir locales
if localedef -i de_DE -f UTF-8 locales/de_DE.UTF-8 2>said; then
  [ "$(LOCPATH=$work/locales LC_ALL=de_DE.UTF-8 locale decimal_point)" = , ] || fail 'the locale has no comma'
  in_surrounding 'decimals with a comma: LC_ALL=de_DE.UTF-8' env LOCPATH="$work/locales" LC_ALL=de_DE.UTF-8
else
  echo "skipped: no locale with a decimal comma can be made: $(head -n 1 said)"
fi
in_surrounding 'TZ=America/New_York' env TZ=America/New_York
in_surrounding 'an empty environment' env -i PATH="$PATH"
in_surrounding 'freed memory overwritten: MALLOC_PERTURB_' env MALLOC_PERTURB_=165
if setarch -R true 2>/dev/null; then in_surrounding 'no random addresses: setarch -R' setarch -R; fi
in_surrounding 'umask 077, input closed, output to a pipe' bash -c 'umask 077; "$@" <&- | cat' -
if [ "$depth" = --all ]; then
  in_surrounding 'LC_ALL=C' env LC_ALL=C
  in_surrounding 'LC_ALL=C.UTF-8' env LC_ALL=C.UTF-8
  in_surrounding 'TZ=Asia/Kolkata' env TZ=Asia/Kolkata
  in_surrounding 'another home' env HOME=/nonexistent
  in_surrounding '100 kB of environment' env FILLER="$(printf '%0100000d' 0)"
  in_surrounding 'one heap: MALLOC_ARENA_MAX=1' env MALLOC_ARENA_MAX=1
  in_surrounding 'memory mapped piece by piece' env MALLOC_MMAP_THRESHOLD_=4096 MALLOC_TOP_PAD_=0
  in_surrounding 'umask 077' bash -c 'umask 077; exec "$@"' -
  in_surrounding 'standard input closed' bash -c 'exec "$@" <&-' -
  in_surrounding 'output to a pipe' bash -c '"$@" | cat' -
  in_surrounding 'one processor' taskset -c 0
fi

for workers in 1 3; do
  mkdir out
  "$self" --work "$program" scenarios out "$workers" >said 2>&1 || { cat said; fail "$workers workers"; }
  check "workers: $workers, relative paths" out
done

mkdir -p out deep/er
(cd deep/er && "$self" --work "$program" ../../scenarios ../../out 2 >../../said 2>&1)
check 'another working folder' out

# Elsewhere, its files made in the opposite order, so that the folder lists them in another.
mkdir -p out "other place/copy"
(cd scenarios && find . -type f | LC_ALL=C sort -r) | while read -r file; do
  mkdir -p "other place/copy/$(dirname "$file")"
  cat "scenarios/$file" >"other place/copy/$file"
done
"$self" --work "$program" "$work/other place/copy" "$work/out" 2 >said 2>&1
check 'a copy in another place, made in another order' out
echo "ok: $same surroundings, the same $(wc -l <expected) files"

# Another policy meets the same arrivals: as many in each hour, and of each job the same number, class, origin, size, time, data
# and tenant. Rows are of jobs that have left; which those are is the policy's.
arrivals() {
  "$program" run "$1" --set "$2" --set "$3" --out arrived --jobs --no-report --quiet
  sqlite3 arrived/result.sqlite 'SELECT start, jobs_submitted FROM interval' >hours
  sqlite3 arrived/result.sqlite \
    'SELECT job, class, origin, accelerators, sum(copies), submitted_s, input_gb, output_gb, tenant FROM jobs GROUP BY job' >rows
  rm -r arrived
}
for scenario in tutorial:2030-03-08 tutorial-failures:2030-03-04 china-2030-mid:2030-01-03; do
  file=scenarios/${scenario%:*}.yaml end=time.end=${scenario#*:}
  arrivals "$file" "$end" policy.route=nearest
  mv hours first_hours
  mv rows first_rows
  fewest=1000000000
  for policy in policy.route=cheapest policy.route=random policy.route=lowest_carbon policy.queue=fcfs policy.queue=fair_share \
    policy.power=price_arbitrage policy.serve=lowest_carbon; do
    arrivals "$file" "$end" "$policy"
    cmp first_hours hours || fail "$scenario: $policy changes how many arrive"
    shared=$(awk -F '|' 'NR == FNR { first[$1] = $0; next }
      $1 in first { ++both; if (first[$1] != $0) { print first[$1], "became", $0 >"/dev/stderr"; exit 1 } }
      END { print both + 0 }' first_rows rows) || fail "$scenario: $policy changes a job"
    if [ "$shared" -lt "$fewest" ]; then fewest=$shared; fi
  done
  [ "$fewest" -gt 500 ] || fail "$scenario: only $fewest jobs could be compared"
  echo "ok: $scenario: the same arrivals under 8 policies, $fewest jobs compared at least"
done
