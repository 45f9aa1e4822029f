#!/usr/bin/env bash
# equations_test.sh <source folder> <build folder> [ctest]: every equation of docs/model.md names a test, in backticks, and
# every test that the manual names is one that ctest lists. An equation is a paragraph that begins with its number: (12) ...
set -euo pipefail
page=$1/docs/model.md build=$2 ctest=${3:-ctest}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0 names=0
fail() { echo "FAIL: $*"; failed=$((failed + 1)); }

# "Test  #12: Room.Name"; a test with parameters has "/0" behind its name, and perhaps a prefix.
"$ctest" -N --test-dir "$build" | sed -nE 's/^ *Test +#[0-9]+: //p' >"$work/tests"
[ -s "$work/tests" ] || fail "ctest lists no test in $build"

# exists <name>: a whole name, or one with * at its end.
exists() {
  awk -v name="$1" '
    { whole = $0; sub(/^[A-Za-z]+\//, "", whole); short = whole; sub(/\/.*/, "", short) }
    name ~ /\*$/ ? index(whole, substr(name, 1, length(name) - 1)) == 1 : name == whole || name == short { found = 1; exit }
    END { exit !found }' "$work/tests"
}

# tests_in: the names of tests in the text that comes in: `Room.Behaviour`, `Room.*`, `end_to_end.pathways`.
# shellcheck disable=SC2016  # the backticks are those of the page
tests_in() {
  grep -oE '`([A-Z][A-Za-z0-9]+(\.[A-Z][A-Za-z0-9]*)?(\.?\*)?|(end_to_end|golden|build|validation|replication|bench|optimise|docs)\.[a-z_-]+|report\.browser)`' |
    tr -d '`' | grep -E '\.|\*' | sort -u || true
}

while IFS= read -r each; do
  while IFS= read -r name; do
    names=$((names + 1))
    exists "$name" || fail "$each names the test $name, which ctest does not list"
  done < <(tests_in <"$each")
done < <(ls "$1"/README*.md "$1"/CONTRIBUTING.md && find "$1/docs" -name '*.md')

# A line for each equation: number, tab, its paragraph.
awk '
  NF == 0 { if (number != "") print number "\t" text; number = ""; is_inside = 0; next }
  !is_inside { is_inside = 1; text = ""; if (match($0, /^\([0-9]+[a-z]?\) /)) number = substr($0, 2, RLENGTH - 3) }
  { text = text " " $0 }
  END { if (number != "") print number "\t" text }' "$page" >"$work/equations"

while IFS=$'\t' read -r number text; do
  [ -n "$(tests_in <<<"$text")" ] || fail "equation ($number) names no test"
done <"$work/equations"

count=$(wc -l <"$work/equations")
[ "$(cut -f 1 "$work/equations" | sort | uniq -d | wc -l)" -eq 0 ] || fail 'a number is given twice'
last=$(cut -f 1 "$work/equations" | grep -E '^[0-9]+$' | sort -n | tail -n 1)
for number in $(seq 1 "$last"); do
  cut -f 1 "$work/equations" | grep -qx "$number" || fail "there is no paragraph that begins with ($number)"
done
echo "$count equations, $names names of tests in the manual, $failed failed"
[ "$failed" -eq 0 ]
