#!/usr/bin/env bash
# run.sh <folder of a build with SUANWANG_FUZZ> <seconds a target> [target]...: looks for inputs that break something, from
# the seeds and what was found before. Stops at the first, which it leaves in the build folder, in fuzz-found; put it, named for what
# it broke, into tests/fuzz/found/<target>. Prints how many inputs were tried. Each run looks elsewhere, unless SUANWANG_FUZZ_SEED is set.
set -euo pipefail
build=$(readlink -f "$1") seconds=$2
shift 2
folder=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
targets=("$@")
[ "$#" -gt 0 ] || targets=(scenario sweep trace series results decisions)
export SUANWANG_SOUND_RESULTS=$build/tests/fuzz/seeds/sound
export LLVM_PROFILE_FILE=${LLVM_PROFILE_FILE-/dev/null}
export ASAN_OPTIONS=${ASAN_OPTIONS-}:allocator_may_return_null=0 UBSAN_OPTIONS=print_stacktrace=1
total=0
found=$build/fuzz-found
mkdir -p "$found"
for target in "${targets[@]}"; do
  corpus=$build/fuzz-corpus/$target
  mkdir -p "$corpus"
  folders=("$corpus" "$build/tests/fuzz/seeds/$target")
  [ ! -d "$folder/found/$target" ] || folders+=("$folder/found/$target")
  if ! "$build/tests/fuzz/fuzz_$target" -max_total_time="$seconds" -seed="${SUANWANG_FUZZ_SEED-0}" -timeout=30 -rss_limit_mb=3000 -malloc_limit_mb=2000 \
    -print_final_stats=1 -artifact_prefix="$found/$target-" "${folders[@]}" >"$build/fuzz-$target.log" 2>&1; then
    tail -n 60 "$build/fuzz-$target.log"
    echo "FAIL: $target: see $found"
    exit 1
  fi
  tried=$(awk '/^stat::number_of_executed_units/ { print $2 }' "$build/fuzz-$target.log")
  echo "$target: $tried inputs, no crash"
  total=$((total + tried))
done
echo "$total inputs in all, 0 crashes"
