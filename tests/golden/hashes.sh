#!/usr/bin/env bash
# hashes.sh <suanwang> <source folder> scenarios|pathways [--update]: one hash of all figures that each shipped scenario
# gives, against hashes.txt. Scenarios run for their first three days; pathways know whole years only.
set -euo pipefail
export LC_ALL=C
program=$(readlink -f "$1") source=$(readlink -f "$2") kind=$3
recorded=$source/tests/golden/hashes.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The last bits of exp, log and sin are the C library's, which computes them otherwise without fused multiply-add.
platform="$(uname -m) $(getconf GNU_LIBC_VERSION 2>/dev/null || echo 'another C library')"
if grep -qw fma /proc/cpuinfo 2>/dev/null; then platform+=" fma"; fi

# Of all that a result holds but the program's version and source, the time it took, and what it restates of its input.
hash_of() {
  (
    cd "$1"
    find . -type f \( -name '*.json' -o -name '*.csv' \) \
      ! -name file.csv ! -name source.csv ! -name provenance.csv | sort | while read -r file; do
      echo "$file"
      grep -v -e '"wall_seconds"' -e '"version"' -e '"source": "' "$file"
    done
  ) | sha256sum | cut -d ' ' -f 1
}

# computed <scenario file>: runs it and says "hash name".
computed() {
  local file=$1 name start end=()
  name=$(basename "$file" .yaml)
  if [ "$kind" = scenarios ]; then
    start=$("$program" describe "$file" | sed -nE 's/^([0-9-]{10}) to [0-9-]{10},.*/\1/p')
    end=(--set "time.end=$(date -u -d "$start + 3 days" +%F)")
  fi
  "$program" run "$file" "${end[@]}" --out "$work/$name" --csv --no-report --quiet
  echo "$(hash_of "$work/$name") $name"
  rm -r "${work:?}/$name"
}

is_pathway() { grep -q '^anchors:' "$1"; }

files=()
for file in "$source"/scenarios/*.yaml; do
  if is_pathway "$file"; then of=pathways; else of=scenarios; fi
  if [ "$of" = "$kind" ]; then files+=("$file"); fi
done
[ "${#files[@]}" -gt 0 ] || { echo "FAIL: no $kind in $source/scenarios"; exit 1; }

if [ "${4-}" != --update ] && [ "$(head -n 1 "$recorded")" != "$platform" ]; then
  echo "skipped: hashes.txt is of '$(head -n 1 "$recorded")', this is '$platform', where last bits may differ"
  exit 77
fi

for file in "${files[@]}"; do computed "$file"; done | sort -k 2 >"$work/now"
names=$(cut -d ' ' -f 2 "$work/now")
if [ "${4-}" = --update ]; then
  # Those of the other kind stay, while their scenarios are there.
  { tail -n +2 "$recorded" 2>/dev/null || true; } | while read -r hash name; do
    if grep -qxF "$name" <<<"$names" || [ ! -e "$source/scenarios/$name.yaml" ]; then continue; fi
    echo "$hash $name"
  done >"$work/kept"
  { echo "$platform"; sort -k 2 "$work/kept" "$work/now"; } >"$work/new"
  cp "$work/new" "$recorded"
else
  tail -n +2 "$recorded" | while read -r hash name; do
    if [ ! -e "$source/scenarios/$name.yaml" ] || grep -qxF "$name" <<<"$names"; then echo "$hash $name"; fi
  done | sort -k 2 >"$work/then"
  diff "$work/then" "$work/now" || {
    echo "FAIL: results changed; if they should have, run: ninja update_golden, and say in the commit how much"
    exit 1
  }
fi
echo "ok: ${#files[@]} $kind"
