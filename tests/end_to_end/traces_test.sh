#!/usr/bin/env bash
# traces_test.sh <suanwang> <source folder>: a scenario with traces gives the same bytes twice; what is converted comes back.
set -euo pipefail
# shellcheck source=tests/end_to_end/setup.sh
. "$(dirname "$0")/setup.sh"
case=$source/tests/golden/traces

"$program" run "$case/scenario.yaml" --out a --csv --jobs --audit >said
grep -q 'csv (guessed)' said || fail 'the format that was guessed is not told'
grep -q '  negative run time' said || fail 'what was left out is not told'
"$program" run "$case/scenario.yaml" --out b --csv --jobs --quiet
for run in a b; do grep -v wall_seconds $run/summary.json >$run.json; done
cmp a.json b.json && diff -r a/csv b/csv && cmp a/result.sqlite b/result.sqlite
echo 'ok: the same bytes twice'
"$program" describe "$case/scenario.yaml" | grep -q 'Trace log: log.swf, swf by its first line' || fail 'describe'
"$program" validate "$case/scenario.yaml" | grep -q '4 files' || fail 'traces are not among the files'

# The logs of the repository are small; what both formats hold survives the way there and back.
"$program" workload convert "$case/log.swf" --to swf --out plain.swf --quiet
"$program" workload convert "$case/log.swf" --to csv --out there.csv.gz --quiet
"$program" workload convert there.csv.gz --to swf --out back.swf.gz --quiet
cmp <(grep -v '^;' plain.swf) <(gunzip -c back.swf.gz | grep -v '^;')
[ "$(gunzip -c back.swf.gz | grep -vc '^;')" -eq 294 ] || fail 'jobs got lost'
grep -q '^; UnixStartTime: 1700000000' plain.swf || fail 'the header got lost'
gunzip -c there.csv.gz | cut -d, -f2,4-6 | awk -F, 'NR > 1 { print $1, $2, $3, $4 }' >figures
awk '!/^;/ && $4 > 0 { print $2, $4, $9, $8 }' "$case/log.swf" | cmp - figures
echo 'ok: there and back'

code=0
"$program" workload convert "$case/log.swf" --to csv --out there.csv.gz 2>said || code=$?
if [ $code -ne 2 ] || ! grep -q -- '--force' said; then fail 'a file was overwritten'; fi
"$program" workload convert "$case/log.swf" --to csv --out there.csv.gz --force --set window.to_hours=2 | grep -q 'outside the window' || fail 'the window'
code=0
"$program" workload convert "$case/jobs.csv" --to csv --out none.csv --set on_invalid=error 2>said || code=$?
if [ $code -ne 2 ] || ! grep -q 'jobs.csv:7:' said || [ -e none.csv ] || [ -n "$(find . -name '.none.csv.partial*')" ]; then
  cat said
  fail 'a faulty trace was converted'
fi
code=0
"$program" workload convert "$case/jobs.csv" --to csv --out none.csv --format sfw 2>said || code=$?
if [ $code -ne 2 ] || ! grep -q "did you mean 'swf'" said; then
  cat said
  fail 'a wrong format'
fi
"$program" replay "$case/log.swf" | grep -q 'on 64 processors' || fail 'the machine of the header'
echo 'ok: refusals'
