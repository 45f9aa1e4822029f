#!/usr/bin/env bash
# replay.sh <target> <folder>...: reads once what fuzzing found, and the seeds.
set -euo pipefail
program=$1
shift
folders=()
for folder in "$@"; do if [ -d "$folder" ]; then folders+=("$folder"); fi; done
if [[ $("$program" -help=1 2>&1) == *libFuzzer* ]]; then
  exec "$program" -runs=0 "${folders[@]}"
fi
exec "$program" "${folders[@]}"
