#!/usr/bin/env bash
# check.sh <build folder>: clang-tidy and cppcheck over sim/ and include/; whatever they find is an error. The folder is one that was
# built with clang, as by the preset asan. What is left out, and why: .clang-tidy, tests/lint/cppcheck.txt.
set -euo pipefail
build=$(readlink -f "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
said=$build/lint.log

# All sources but those that only include one header each.
run-clang-tidy-16 -quiet -p "$build" -j "$(nproc)" '^(?!.*verify_interface).*/sim/.*\.(cpp|cxx)$' >"$said" 2>&1 ||
  { grep -E -A3 'error:|warning:' "$said" || tail -n 20 "$said"; exit 1; }
sources=$(grep -c '^clang-tidy-16 ' "$said" || true)
compiled=$(grep -E '"file":.*/sim/.*\.(cpp|cxx)"' "$build/compile_commands.json" | grep -vc verify_interface)
[ "$sources" -eq "$compiled" ] || { echo "clang-tidy saw $sources of $compiled batches of sources"; exit 1; }

cppcheck -j "$(nproc)" --std=c++20 --enable=warning,performance,portability --suppressions-list=tests/lint/cppcheck.txt \
  --suppress=missingIncludeSystem --quiet --error-exitcode=1 -I include sim
echo "ok: nothing found by clang-tidy in $sources batches of sources, nor by cppcheck"
