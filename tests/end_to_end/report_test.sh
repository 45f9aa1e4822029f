#!/usr/bin/env bash
# report_test.sh <suanwang> <source folder>: the pages and terminal plots of every kind of result, and what is refused.
# What a page shows is for the browser test.
set -euo pipefail
# shellcheck source=tests/end_to_end/setup.sh
. "$(dirname "$0")/setup.sh"

is_page_of() { grep -q "\"kind\":\"$2\"" "$1/report.html" || fail "$1/report.html is not that of a $2"; }
# A page is made again from the result alone, to the same bytes.
is_repeatable() {
  cp "$1/report.html" before.html
  "$program" report "$1" --quiet
  cmp "$1/report.html" before.html || fail "$1: another report from the same result"
}

cat >sweep.yaml <<YAML
suanwang: 1
name: wind
scenario: tutorial.yaml
set: [time.end=2030-03-02]
factors:
  wind: {keys: [hubs.west.supply.wind.contracted_mw], values: [1, 20]}
seeds: {count: 2}
YAML
cp "$scenarios/tutorial.yaml" .
echo '{"type": "LineString", "coordinates": [[100, 30], [101, 31]]}' >map.json
echo '{"type": "LineString", "coordinates": [[4000000, 30], [101, 31]]}' >metres.json

expect 2 'in degrees' run tutorial.yaml --map metres.json --out refused
expect 2 'nowhere.json' run tutorial.yaml --map nowhere.json --out refused
expect 2 'no-report' run tutorial.yaml --map map.json --no-report --out refused
[ ! -e refused ] || fail 'a refused run wrote something'
expect 0 'results in one' run tutorial.yaml --out one --map map.json
is_page_of one run
grep -q '"map":{' one/report.html || fail 'the map is not in the page'
expect 0 '' run tutorial.yaml --out bare --no-report --quiet
[ ! -e bare/report.html ] || fail '--no-report wrote one'
expect 0 'open it in a browser' report bare
is_page_of bare run
is_repeatable bare

expect 0 '' compare tutorial.yaml --set time.end=2030-03-03 --policies nearest,cheapest --seeds 2 --workers 1 --out compared --quiet
expect 0 '' compare tutorial.yaml --set time.end=2030-03-03 --policies nearest,cheapest --seeds 2 --workers 2 --out compared-2 --quiet
is_page_of compared compare
is_repeatable compared
cmp compared/report.html compared-2/report.html || fail 'the report of a comparison depends on the workers'

expect 0 'report.html' sweep sweep.yaml --out swept --workers 1
expect 0 '' sweep sweep.yaml --out swept-2 --workers 2 --quiet
is_page_of swept sweep
is_repeatable swept
cmp swept/report.html swept-2/report.html || fail 'the report of a sweep depends on the workers'
rm swept/report.html
expect 0 'whole result already' sweep sweep.yaml --out swept --resume   # as if it had ended before its report
is_page_of swept sweep

expect 0 'a mark is the mean of' plot one
grep -q 'load, MW' out || fail 'no load'
grep -q '▁\|▂\|▃\|▄\|▅\|▆\|▇\|█' out || fail 'nothing is drawn'
expect 0 '' plot one --width 60
[ "$(tail -n +2 out | LC_ALL=C.UTF-8 wc -L)" -le 60 ] || fail 'wider than asked for'
expect 0 '2030-03-02T00:00 to 2030-03-03T23:00 · a mark is the mean of 1' plot one --from 2030-03-02 --to 2030-03-03
expect 2 'it is from 2030-03-01 to' plot one --from 2031-01-01
expect 2 'is no date' plot one --from March
expect 0 'difference to nearest' plot compared
expect 2 'sweep analyse' plot swept
expect 2 'result.sqlite' plot nowhere
expect 2 'holds no result' report nowhere
expect 2 'only the report of a run has a map' report swept --map map.json
echo '{' >compared/compare.json
expect 2 'is damaged' report compared
expect 2 'is damaged' plot compared
echo 'ok: all kinds of reports'
