#!/usr/bin/env bash
# compare_commits.sh [--recorded] <old> [new]: builds two commits (new: what is checked out, changes included) and counts the
# instructions of each kind of work in both, by their own kernels at the sizes that instructions.txt states here. Fails if one grew
# by more than 5 %. With --recorded it builds nothing: it compares what the two commits' own records say, which the test
# bench.instructions holds to within 5 % of what is counted, and flags what grew: whoever raised a record has explained it.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
is_recorded=no
if [ "$1" = --recorded ]; then is_recorded=yes; shift; fi
old=$1 new=${2:-}

compare() {  # <before> <after>: "kernel instructions" each
  join <(sort "$1") <(sort "$2") | awk '
    { ratio = $3 / $2; printf "%-16s %7d -> %7d  %+.1f %%%s\n", $1, $2, $3, 100 * (ratio - 1), (ratio > 1.05 ? "  GREW" : "")
      if (ratio > 1.05) grew = 1 }
    END { exit grew }'
}
if [ "$is_recorded" = yes ]; then
  record() { awk '!/^#/ { print $1, $4 }'; }
  record=tests/bench/instructions.txt
  git cat-file -e "$old:$record" 2>/dev/null || { echo "$old has no $record to compare with"; exit 0; }
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  git show "$old:$record" | record >"$work/before"
  if [ -z "$new" ]; then cat "$record"; else git show "$new:$record"; fi | record >"$work/after"
  compare "$work/before" "$work/after" || echo "a record was raised"
  exit 0
fi
command -v valgrind >/dev/null || { echo "needs valgrind: ./sw test installs it"; exit 1; }
work=$(mktemp -d)
trap 'git worktree remove --force "$work/old" 2>/dev/null; git worktree remove --force "$work/new" 2>/dev/null; rm -rf "$work"' EXIT

tree() {   # <commit or nothing> <name>: the folder of its sources
  if [ -z "$1" ]; then pwd; else git worktree add --quiet --detach "$work/$2" "$1" >&2; echo "$work/$2"; fi
}
count() {  # <source folder> <file>: "kernel instructions"
  if ! { cmake -S "$1" -B "$1/build/release" -G Ninja -DCMAKE_BUILD_TYPE=Release -DSUANWANG_BUILD_TESTS=ON &&
    cmake --build "$1/build/release" --target count_work; } >"$work/log" 2>&1; then
    tail -n 20 "$work/log" >&2
    exit 1
  fi
  tests/bench/instructions.sh "$(command -v valgrind)" "$1/build/release/tests/bench/count_work" \
    "$work/kernels" | awk '{ print $1, $4 }' >"$2"
}
awk '!/^#/ { print $1, $2, $3 }' tests/bench/instructions.txt >"$work/kernels"   # what is recorded is for CI
old_tree=$(tree "$old" old)
new_tree=$(tree "$new" new)
if [ ! -f "$old_tree/tests/bench/count_work.cpp" ]; then
  echo "$old has no tests/bench/count_work.cpp to count with"
  exit 1
fi
count "$old_tree" "$work/before"
count "$new_tree" "$work/after"
compare "$work/before" "$work/after"
