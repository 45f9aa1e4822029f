#!/usr/bin/env bash
# check.sh <source folder> [<scratch folder> [<name>...]]: plants the faults of list.sh one after the other in a copy of the
# sources, and demands of each that the test named beside it fails. Without a scratch folder it builds nothing: it only checks
# that every fault can still be planted and that docs/validation.md lists them all; with --table it prints that list.
set -euo pipefail

source=$(readlink -f "$1")
here=$source/tests/mutations
page=$source/docs/validation.md
names=() formulas=() faults=() files=() edits=() targets=() filters=()

# mutation <name> <formula> <fault> <file> <sed expression> <test program> <tests that must fail>
mutation() {
  names+=("$1") formulas+=("$2") faults+=("$3") files+=("$4") edits+=("$5") targets+=("$6") filters+=("$7")
}
# shellcheck source=tests/mutations/list.sh
. "$here/list.sh"

fail() { echo "FAIL: $*" >&2; exit 1; }

# mutated <index> <file>: the file's text with the fault in it, which changes one line and no more.
mutated() {
  local text changed
  text=$(sed -E "${edits[$1]}" "$2")
  changed=$(diff <(printf '%s\n' "$text") "$2" | grep -c '^<' || true)
  [ "$changed" -eq 1 ] || fail "${names[$1]}: changes $changed lines of ${files[$1]} instead of one"
  printf '%s\n' "$text"
}

row() { printf "| %s | %s | \`%s\` | \`%s\` |\n" "${formulas[$1]}" "${faults[$1]}" "${files[$1]}" "${filters[$1]}"; }

if [ "${2-}" = --table ]; then
  for i in "${!names[@]}"; do row "$i"; done
  exit
fi

for i in "${!names[@]}"; do mutated "$i" "$source/${files[$i]}" >/dev/null; done
if [ $# -eq 1 ]; then
  for i in "${!names[@]}"; do
    grep -qxF -e "$(row "$i")" "$page" || fail "docs/validation.md lacks this row: $(row "$i")"
  done
  [ "$(grep -c '^| .* | `sim/' "$page")" -eq "${#names[@]}" ] || fail "docs/validation.md lists more faults than list.sh"
  echo "ok: ${#names[@]} faults can be planted"
  exit
fi

mkdir -p "$2/tree"
scratch=$(readlink -f "$2/tree") build=$(readlink -f "$2")/build
shift 2
# What a run before this one left is kept where it is the same, so that only what changed is built.
(cd "$source" && find cmake docs include scenarios sim tests CMakeLists.txt -type f -print0 | while IFS= read -r -d '' file; do
  cmp -s "$file" "$scratch/$file" || cp --parents "$file" "$scratch"
done)

chosen=()
for i in "${!names[@]}"; do
  [ $# -eq 0 ] || [[ " $* " == *" ${names[$i]} "* ]] || continue
  chosen+=("$i")
done
mapfile -t programs < <(for i in "${chosen[@]}"; do echo "${targets[$i]}"; done | sort -u)

# One by one and without optimisation: what counts is how soon one source is compiled.
cmake -S "$scratch" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0 -DSUANWANG_UNITY_BUILD=OFF \
  -DSUANWANG_BUILD_TESTS=ON >"$build.log"
ninja -C "$build" "${programs[@]}" >"$build.log" || { tail -n 40 "$build.log"; fail "the copy does not build"; }

# passes <index>: whether the tests named pass. Ones that hang count as failing no more than ones that do not exist.
passes() {
  local program code=0
  program=$(find "$build/tests" -name "${targets[$1]}" -type f)
  (cd "$scratch" && timeout 300 "$program" --gtest_filter="${filters[$1]}") >"$build.log" 2>&1 || code=$?
  grep -q '^\[ RUN ' "$build.log" || fail "${names[$1]}: no test is named ${filters[$1]}"
  [ "$code" -ne 124 ] || fail "${names[$1]}: ${filters[$1]} hangs"
  return "$code"
}

for i in "${chosen[@]}"; do
  passes "$i" || { tail -n 20 "$build.log"; fail "${filters[$i]} fails without any fault"; }
done
survivors=0
for i in "${chosen[@]}"; do
  file=${files[$i]}
  mutated "$i" "$source/$file" >"$scratch/$file"
  ninja -C "$build" "${targets[$i]}" >"$build.log" || { tail -n 40 "$build.log"; fail "${names[$i]} does not build"; }
  if passes "$i"; then
    echo "SURVIVES: ${names[$i]}: ${filters[$i]} passes"
    survivors=$((survivors + 1))
  else
    echo "caught: ${names[$i]}: $(sed -nE 's/^\[  FAILED  \] ([A-Za-z]\S*).*/\1/p' "$build.log" | sort -u | tr '\n' ' ')"
  fi
  cp "$source/$file" "$scratch/$file"
done
[ "$survivors" -eq 0 ] || fail "$survivors faults pass unnoticed"
echo "ok: every one of ${#chosen[@]} faults is caught"
