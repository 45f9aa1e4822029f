#!/usr/bin/env bash
# file_scope_test.sh <suanwang> <source folder>: the files that a scenario names lie in its own folder or in the working directory,
# or where the user said; links do not lead around that.
set -euo pipefail
program=$(readlink -f "$1") tutorial=$(readlink -f "$2")/scenarios/tutorial.yaml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work"/{own,elsewhere,here}
cd "$work/here"
unset SUANWANG_ALLOW_FILES_IN

fail() { echo "FAIL: $*"; exit 1; }
# refused <file>; wanted <file> [option]...: validate says so.
refused() {
  local code=0
  "$program" validate "$@" >out 2>&1 || code=$?
  [ "$code" -eq 2 ] || { cat out; fail "$*: exit code $code"; }
  grep -q "lies outside the folder of '.*' and the working directory; .*--allow-files-in" out || { cat out; fail "$*: what is said"; }
}
read_well() { "$program" validate "$@" >out 2>&1 || { cat out; fail "$*"; }; }

cp "$tutorial" "$work/elsewhere/base.yaml"
cp "$tutorial" "$work/own/base.yaml"
printf 'suanwang: 1\nextends: base.yaml\n' >"$work/own/inside.yaml"
printf 'suanwang: 1\nextends: ../elsewhere/base.yaml\n' >"$work/own/outside.yaml"
printf 'suanwang: 1\nextends: %s/elsewhere/base.yaml\n' "$work" >"$work/own/absolute.yaml"
printf 'suanwang: 1\nextends: link.yaml\n' >"$work/own/linked.yaml"
ln -s ../elsewhere/base.yaml "$work/own/link.yaml"
{ echo hour,value; seq 0 8759 | sed 's/$/,0.25/'; } >"$work/elsewhere/series.csv"
{
  printf 'suanwang: 1\nextends: base.yaml\n'
  printf 'hubs: {west: {supply: {wind: {series: {file: ../elsewhere/series.csv, column: value}}}}}\n'
} >"$work/own/series.yaml"
printf 'suanwang: 1\nname: s\nscenario: ../elsewhere/base.yaml\nseeds: {count: 1}\nfactors: {c: {keys: [seed], values: [1, 2]}}\n' >"$work/own/sweep.yaml"
printf 'suanwang: 1\nname: p\nanchors: [{year: 2029, scenario: ../elsewhere/base.yaml}, {year: 2030, scenario: base.yaml}]\n' >"$work/own/pathway.yaml"

read_well "$work/own/inside.yaml"
for file in outside absolute linked series sweep pathway; do refused "$work/own/$file.yaml"; done
read_well "$work/own/outside.yaml" --allow-files-in "$work/elsewhere"
read_well --allow-files-in "$work/elsewhere/" "$work/own/linked.yaml"
SUANWANG_ALLOW_FILES_IN=/nowhere:$work/elsewhere read_well "$work/own/absolute.yaml"
refused "$work/own/outside.yaml" --allow-files-in "$work/else"
(cd "$work" && read_well own/outside.yaml)
echo "ok: files outside are read where the user allows it, and nowhere else"
