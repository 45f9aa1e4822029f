#!/usr/bin/env bash
# launcher_test.sh <source folder>: what sw does about packages, with stand-ins for the system's programs.
# shellcheck disable=SC2016  # the stand-ins expand their own variables
set -euo pipefail
source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin" "$work/tree with space/build/release/bin"
cp "$source/sw" "$work/tree with space/sw"

stand_in() { printf '#!/bin/sh\n%s\n' "$2" >"$work/bin/$1"; chmod +x "$work/bin/$1"; }
stand_in cmake 'echo "cmake $*" >>"$LOG"; mkdir -p build/release; touch build/release/build.ninja'
stand_in ninja 'echo "ninja: no work to do."'
stand_in apt-get 'echo "apt-get $*" >>"$LOG"'
printf '#!/bin/sh\necho "program $*"; echo "in $(pwd)"; exit 7\n' >"$work/tree with space/build/release/bin/suanwang"
chmod +x "$work/tree with space/build/release/bin/suanwang"
export LOG="$work/log" PATH="$work/bin:$PATH"
fail() { echo "FAIL: $*"; cat "$work/log" "$work/err" 2>/dev/null || true; exit 1; }
sw() { (cd "$work" && "$work/tree with space/sw" "$@" >"$work/out" 2>"$work/err"); }

: >"$LOG"
stand_in dpkg-query 'echo "ii "'
code=0; sw run a.yaml --seed 1 || code=$?
[ "$code" -eq 7 ] || fail "the program's exit code is passed on, got $code"
grep -qx 'program run a.yaml --seed 1' "$work/out" || fail "arguments reach the program"
grep -qx "in $work" "$work/out" || fail "paths mean the caller's folder"
grep -q apt-get "$LOG" && fail "nothing is missing, but apt-get was called"
echo "ok: nothing missing"

: >"$LOG"
stand_in dpkg-query 'echo "called" >>"$LOG"; echo "ii "'
sw run b.yaml || true
[ ! -s "$LOG" ] || fail "a second call asks neither dpkg nor cmake"
echo "ok: a second call starts at once"

rm -f "$work/tree with space/build/packages-run"
stand_in dpkg-query 'exit 1'
stand_in id 'echo 1000'
stand_in sudo 'exit 1'
code=0; sw run c.yaml </dev/null || code=$?
[ "$code" -ne 0 ] || fail "missing packages that cannot be installed are an error"
grep -q 'As root, run: apt-get install --no-install-recommends g++' "$work/err" || fail "the message says what to run"
echo "ok: neither root nor sudo"
