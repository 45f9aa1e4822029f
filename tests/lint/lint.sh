#!/usr/bin/env bash
# lint.sh <folder of the asan build>: clang-tidy with .clang-tidy and cppcheck over sim/; any finding fails. Both see the sources in
# the batches in which they are compiled.
set -euo pipefail
build=$(readlink -f "$1")
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
run-clang-tidy-16 -quiet -p "$build" "$build/sim/.*" >"$build/clang-tidy.log" 2>&1 ||
  { grep -E '(warning|error):' "$build/clang-tidy.log" | sort -u | head -n 60; exit 1; }
echo "clang-tidy: nothing found"
cppcheck --project="$build/compile_commands.json" --file-filter="$build/sim/*" --std=c++20 --enable=warning,performance,portability \
  --suppressions-list=tests/lint/cppcheck.txt --inline-suppr --quiet --error-exitcode=1 -j2 2>"$build/cppcheck.log" ||
  { head -n 60 "$build/cppcheck.log"; exit 1; }
echo "cppcheck: nothing found"
