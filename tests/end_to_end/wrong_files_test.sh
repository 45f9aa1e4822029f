#!/usr/bin/env bash
# wrong_files_test.sh <suanwang> <source folder>: each file of wrong/ says in `# expect:` lines what validate must print
# about it: its line, column and key path, and what to write instead.
set -euo pipefail
program=$(readlink -f "$1") folder=$(readlink -f "$2")/tests/end_to_end/wrong
cd "$folder"
count=0
for file in *.yaml; do
  code=0
  said=$("$program" validate "$file" 2>&1) || code=$?
  [ "$code" -eq 2 ] || { echo "FAIL: $file: exit code $code"; echo "$said"; exit 1; }
  wanted=$(grep -c '^# expect: ' "$file")
  [ "$wanted" -gt 0 ] || { echo "FAIL: $file expects nothing"; exit 1; }
  while IFS= read -r line; do
    grep -qF -- "$line" <<<"$said" || { printf 'FAIL: %s\nwanted: %s\nsaid:   %s\n' "$file" "$line" "$said"; exit 1; }
  done < <(sed -n 's/^# expect: //p' "$file")
  count=$((count + 1))
done
[ "$count" -ge 40 ] || { echo "FAIL: only $count files"; exit 1; }
echo "ok: $count wrong files, each with its message"
