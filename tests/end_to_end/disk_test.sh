#!/usr/bin/env bash
# disk_test.sh <suanwang> <source folder>: full disks of all sizes, and one that cannot be written. Each time: an exit code other
# than 0, a message that names the place and the reason, nothing that looks whole and is not, and what was there stays.
# Skipped where no file system may be mounted.
set -euo pipefail
if [ -z "${SUANWANG_OWN_MOUNTS-}" ]; then
  # In a mount namespace of its own: whatever happens to this test, its mounts end with it.
  for how in "unshare --mount" "unshare --mount --map-root-user"; do
    # shellcheck disable=SC2086  # several words
    if $how mount -t tmpfs none /mnt 2>/dev/null; then SUANWANG_OWN_MOUNTS=1 exec $how "$0" "$@"; fi
  done
  echo "skipped: no file system may be mounted here"
  exit 77
fi
program=$(readlink -f "$1") source=$(readlink -f "$2")
scenarios=$source/scenarios
export SUANWANG_ALLOW_FILES_IN=${SUANWANG_ALLOW_FILES_IN-$scenarios}
work=$(mktemp -d)
disk=$work/disk
mkdir "$disk"
trap 'umount "$disk" 2>/dev/null || true; rm -rf "$work"' EXIT
mount -t tmpfs -o size=8m none "$disk"
cd "$work"

fail() { echo "FAIL: $*"; [ ! -s said ] || head -n 20 said; ls -la "$disk" "$disk"/*; exit 1; }
resize() { mount -o "remount,$1" "$disk"; }

cat >sweep.yaml <<END
suanwang: 1
name: small
scenario: $scenarios/tutorial.yaml
set: [time.end=2030-03-02]
factors:
  wind: {keys: [hubs.west.supply.wind.contracted_mw], from: 2, to: 40, steps: 10}
seeds: {count: 6}
END
run=(run "$scenarios/tutorial.yaml" --jobs --csv --quiet)
sweep=(sweep sweep.yaml --workers 2 --quiet)
compare=(compare "$scenarios/tutorial.yaml" --set time.end=2030-03-02 --seeds 2 --policies "nearest,cheapest" --workers 2 --quiet)
pathway=(run "$scenarios/china-2024-2030-low.yaml" --quiet)
"$program" "${run[@]}" --out run
"$program" "${sweep[@]}" --out sweep
"$program" "${compare[@]}" --out compare

# told <wanted reason>
told() {
  grep -q "$1" said || fail "does not say '$1'"
  grep -q "$disk" said || fail 'does not name the place'
  ! grep -qE 'std::|terminate|internal:' said || fail 'speaks of itself'
}

same_figures() {
  case $1 in
    run) cmp run/result.sqlite "$disk/out/result.sqlite" && cmp run/csv/jobs.csv "$disk/out/csv/jobs.csv" && [ -s "$disk/out/summary.json" ] ;;
    compare) cmp compare/compare.json "$disk/out/compare.json" && cmp compare/runs.csv "$disk/out/runs.csv" ;;
    sweep) cmp sweep/sweep.sqlite "$disk/out/sweep.sqlite" && cmp sweep/runs.csv "$disk/out/runs.csv" ;;
  esac || fail "what $1 left looks whole and is not"
}

full=0
# on_full_disk <command> <size in KB>...
on_full_disk() {
  local command=$1 size code
  local -n arguments=$1
  shift
  for size in "$@"; do
    resize "size=${size}k"
    code=0
    "$program" "${arguments[@]}" --out "$disk/out" >said 2>&1 || code=$?
    case $code in
      0) same_figures "$command" ;;
      2)
        full=$((full + 1))
        told 'No space left on device\|is full'
        if [ "$command" = sweep ] && [ ! -e "$disk/out/sweep.sqlite" ]; then
          grep -q 'go on with --resume' said || fail 'does not say how to go on'
        elif [ -e "$disk/out" ]; then
          same_figures "$command"
          grep -q 'is whole without its report; `suanwang report' said || fail 'does not say what is missing'
        fi
        ;;
      *) fail "$command on a disk of $size KB ended with $code" ;;
    esac
    [ -z "$(find "$disk" -name '*partial*')" ] || fail "$command left something on a disk of $size KB"
    resize size=8m
    if [ "$command" = sweep ] && [ "$code" -ne 0 ]; then   # with more room it goes on
      "$program" "${arguments[@]}" --out "$disk/out" --resume >said 2>&1 || fail 'does not go on'
      same_figures sweep
      cmp sweep/report.html "$disk/out/report.html"
    elif [ -e "$disk/out" ] && [ "$code" -ne 0 ]; then
      "$program" report "$disk/out" --quiet
      [ -s "$disk/out/report.html" ] || fail 'no report with more room'
    fi
    rm -rf "$disk/out"
  done
  echo "ok: $command on disks of $* KB"
}
on_full_disk run 16 100 300 500 700 1000 1400 1800
on_full_disk compare 16 32 60 100 500 800
on_full_disk sweep 12 16 40 60 100 160 500 780
[ "$full" -ge 12 ] || fail "only $full disks were full"

# The old result stays if there is no room for the new one.
"$program" run "$scenarios/tutorial.yaml" --out "$disk/out" --quiet
resize "size=$(($(du -sk "$disk" | cut -f 1) + 60))k"
code=0
"$program" "${run[@]}" --seed 5 --out "$disk/out" --force >said 2>&1 || code=$?
[ "$code" -eq 2 ] || fail "--force on a full disk ended with $code"
told 'No space left on device\|is full'
grep -q '"seed": 1,' "$disk/out/summary.json" || fail 'the old result is gone'
code=0
"$program" run "$scenarios/tutorial-failures.yaml" --out here --trace "$disk/trace.json" --quiet >said 2>&1 || code=$?
[ "$code" -eq 2 ] || fail "a trace on a full disk ended with $code"
told 'is the disk full'
[ ! -e here ] || fail 'a result without its trace'
head -c 2000000 /dev/zero >"$disk/filler" 2>said || true
code=0
"$program" workload convert "$source/tests/golden/traces/log.swf" --to csv --out "$disk/x.csv" >said 2>&1 || code=$?
[ "$code" -eq 2 ] || fail "a conversion on a full disk ended with $code"
told 'is the disk full'
rm "$disk/filler"
[ -z "$(find "$disk" -name '*partial*' -o -name 'x.csv' -o -name 'trace.json')" ] || fail 'half a file is left'
rm -r "$disk/out"
resize size=400k
code=0
"$program" "${pathway[@]}" --out "$disk/path" >said 2>&1 || code=$?
[ "$code" -eq 2 ] || fail "a pathway on a full disk ended with $code"
told 'No space left on device\|is full'
[ ! -e "$disk/path" ] || fail 'a pathway that lacks years'
echo "ok: old results stay"

# A disk that cannot be written, as root too.
resize size=8m
rm -rf "${disk:?}"/*
cp -r run sweep compare "$disk"
mkdir "$disk/empty"
resize ro
for arguments in "${run[*]} --out $disk/new" "${run[*]} --out $disk/run --force" "${run[*]} --out here --trace $disk/t.json" \
  "report $disk/run" "report $disk/sweep" "report run --out $disk/x.html" "${sweep[*]} --out $disk/new" "${sweep[*]} --out $disk/empty" \
  "${sweep[*]} --out $disk/sweep --force" "${compare[*]} --out $disk/new" "${compare[*]} --out $disk/compare --force"; do
  code=0
  # shellcheck disable=SC2086  # several arguments, none with spaces
  "$program" $arguments >said 2>&1 || code=$?
  [ "$code" -eq 2 ] || fail "'$arguments' ended with $code"
  told 'Read-only file system'
  [ ! -e here ] || fail "'$arguments' left a result"
done
"$program" "${sweep[@]}" --out "$disk/sweep" --resume || fail 'a whole sweep cannot be seen on a disk that is read-only'
for folder in run sweep compare; do diff -r "$folder" "$disk/$folder" || fail "$folder has changed"; done
echo 'ok: a disk that is read-only'
