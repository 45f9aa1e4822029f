#!/usr/bin/env bash
# commands_test.sh <suanwang> <source folder> <plug-in of docs/tutorials/own-policy> [--slow] [page]: runs what the manual, or
# one page of it, tells a reader to type. A command is a line of a block marked sh (a backslash at its end continues it), or what follows "$ " in a
# block marked text; the lines under that one are its output, and each must be a line of what it says now, but for lines in
# [brackets] and those with a wall time. Each page runs in a copy of the tree of its own, from its top folder; a translation goes on in the tree of
# its original, where what ran already is not run again. A command that cannot run here has its reason in `why_not`; its paths,
# presets and options are checked all the same, and so are the options of commands within a sentence.
set -euo pipefail
program=$(realpath "$1") source=$(realpath "$2") plugin=$(realpath "$3")
shift 3
mode=quick
[ "${1-}" != --slow ] || { mode=slow; shift; }
only=${1-}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME=$scratch/home

# A page and its translation share a line.
cd "$source"
pages=("README.md README.zh-CN.md CONTRIBUTING.md")
while IFS= read -r page; do
  translation=${page%.md}.zh-CN.md
  [ ! -e "$translation" ] || page+=" $translation"
  pages+=("$page")
done < <(find docs -name '*.md' ! -name '*.zh-CN.md' | sort)

# why_not <command>: the reason why it does not run here; nothing if it does.
why_not() {
  case $1 in
    './sw test'* | './sw build') echo 'builds; the tests of ./sw are build.launcher' ;;
    'cmake --preset '*) echo 'builds the program once more' ;;
    'cmake --install '* | 'cmake -G Ninja -S docs/tutorials/own-policy '* | 'cmake --build build/own-policy')
      echo 'needs the build folder; build.package does it' ;;
    *'--engine slurm'*) echo 'needs a Slurm cluster; end_to_end.sweep_slurm has one' ;;
    'tests/bench/compare_commits.sh '*) echo 'builds two commits' ;;
    './sw compare scenarios/china-2030-mid.yaml --set time.end=2030-02-01 --seeds 10 --bound cost '*) echo 'takes 6 minutes' ;;
  esac
}

# is_slow <command>: whether it is left to the slow test, for its own time or because it needs what a slow one wrote.
is_slow() {
  case $1 in
    *' scenarios/china-2024-2030-'* | './sw adequacy '* | *' results/power-policy-west-sweep'* | *' results/ningxia-storage-wind-sweep'*) true ;;
    './sw run scenarios/china-2030-mid.yaml --set '* | './sw run docs/tutorials/more-wind.yaml' | './sw compare scenarios/china-2030-mid.yaml '* | './sw run scenarios/china-2030-high.yaml' | *' results/china-2030-high') true ;;
    './sw sweep scenarios/sweeps/'*) [[ $1 != *--dry-run* ]] ;;
    *) false ;;
  esac
}

# new_tree: a copy of what a fresh clone has, with the built program behind ./sw and stand-ins for files that readers bring.
new_tree() {
  rm -rf "$scratch/tree"
  mkdir -p "$scratch/tree/build/own-policy" "$HOME"
  cd "$scratch/tree"
  mkdir tests
  cp -r "$source"/{docs,scenarios} .
  cp -r "$source"/tests/golden tests/
  printf '#!/bin/sh\nexec "%s" "$@"\n' "$program" >sw
  chmod +x sw
  cp "$plugin" build/own-policy/own_policy.so
  gzip -c "$source/tests/golden/traces/log.swf" >log.swf.gz
  gzip -c >trace_seren.csv.gz <<'CSV'
job_id,user,node_num,gpu_num,cpu_num,mem_per_pod_GB,shared_mem_per_pod,type,state,submit_time,start_time,end_time,fail_time,stop_time,duration,queue,gpu_time
1,u1,1,8,96,800,100,SFT,COMPLETED,2023-03-01 00:00:05+08:00,2023-03-01 00:00:10+08:00,2023-03-01 01:00:10+08:00,,,3600.0,5.0,28800.0
2,u2,2,16,192,800,100,Pretrain,FAILED,2023-03-01 02:00:00+08:00,2023-03-01 02:00:01+08:00,2023-03-01 02:30:01+08:00,,,1800.0,1.0,28800.0
3,u1,1,1,12,100,10,Eval,CANCELLED,2023-03-01 03:00:00+08:00,2023-03-01 03:00:00+08:00,2023-03-01 03:01:00+08:00,,,60.0,0.0,60.0
CSV
  printf 'arrival_time,length,cpus\n0,60,4\n30,600,8\n' >pai.csv
}

# commands_of <page>: a command a line, without its comment; behind a tab, what it should say.
commands_of() {
  awk '
    /^ *```/ { if (kind == "") { kind = $0; sub(/^ *```/, "", kind); if (kind == "") kind = "none" } else kind = ""; is_quoted = 0; next }
    kind == "none" { printf "%s:%d: a block that does not say what it holds\n", FILENAME, FNR > "/dev/stderr"; exit 1 }
    kind == "text" && /^\$ / { print substr($0, 3); is_quoted = 1; next }
    kind == "text" && is_quoted && !/^\[.*\]$/ && !/ in [0-9.]+ s / && NF > 0 { print "\t" $0 }
    kind == "sh" {
      line = $0
      sub(/^ +/, " ", line)
      if (sub(/\\$/, "", line)) { part = part line; next }
      print part line; part = ""
    }' "$1" | sed -E '/^\t/! { s/ +# .*$//; s/ +$//; s/  +/ /g; /^(#.*)?$/d }'
}

# options_of <words>...: the help of the command that the words name.
options_of() {
  local path=()
  for word in "$@"; do
    case $word in
      run | report | plot | adequacy | compare | sweep | replay | workload | validate | describe | list | schema | completion | \
        merge | query | analyse | stats | sample | convert | policies) path+=("$word") ;;
      *) break ;;
    esac
  done
  "$program" "${path[@]}" --help
  "$program" --help
}

# look_at <command>: says what in it does not exist, without running it.
look_at() {
  local words help='' previous=''
  read -ra words <<<"${1//[\"\'\[\]]/ }"
  for i in "${!words[@]}"; do
    local word=${words[i]}
    case $word in
      ./sw | suanwang) help=$(options_of "${words[@]:i+1}") ;;
      '&&' | '|' | ';' | '&') help='' ;;
      --?*) [ -z "$help" ] || grep -qE -- "${word%%=*}([ :,]|\$)" <<<"$help" || echo "no option ${word%%=*}" ;;
      docs/* | scenarios/* | tests/*) [ -e "$source/$word" ] || echo "no file $word" ;;
    esac
    [ "$previous" != --preset ] || grep -q "\"name\": \"$word\"" "$source/CMakePresets.json" || echo "no preset $word"
    previous=$word
  done
}

failed=0 ran=0 looked=0
# fail <page> <command> <what is wrong>
fail() {
  printf 'FAIL: %s: %s\n%s\n' "$@"
  failed=$((failed + 1))
}

# try <page> <command>: runs it, or looks at it.
try() {
  local reason problem start=$SECONDS
  reason=$(why_not "$2")
  [ -n "$reason" ] || [ $mode = slow ] || ! is_slow "$2" || reason='slow: docs.all_commands runs it'
  if [ -n "$reason" ]; then
    problem=$(look_at "$2")
    [ -z "$problem" ] || fail "$1" "$2" "$problem"
    looked=$((looked + 1))
    echo "not run: $1: $2 ($reason)"
  elif bash -c "set -e -o pipefail; $2" >"$scratch/said" 2>"$scratch/errors" </dev/null; then
    ran=$((ran + 1))
    said_of[$2]=$scratch/said-$ran
    mv "$scratch/said" "${said_of[$2]}"
    echo "ok $((SECONDS - start)) s: $1: $2"
  else
    fail "$1" "$2" "$(tail -n 20 "$scratch/said" "$scratch/errors")"
  fi
}

for group in "${pages[@]}"; do
  [[ " $group " == *" ${only:-${group%% *}} "* ]] || continue
  has_tree=no
  declare -A is_known=() said_of=()
  for page in $group; do
    commands_of "$source/$page" >"$scratch/commands" || fail "$page" 'its blocks' 'see above'
    while IFS= read -r line <&3; do
      if [[ $line == $'\t'* ]]; then
        said=${said_of[$command]-}
        [ -z "$said" ] || sed 's/ *$//' "$said" | grep -xF -- "${line#?}" >/dev/null || fail "$page" "$command" "does not say: ${line#?}"
        continue
      fi
      command=$line
      [ -z "${is_known[$command]-}" ] || continue
      is_known[$command]=yes
      if [ $has_tree = no ]; then new_tree; has_tree=yes; fi
      try "$page" "$command"
    done 3<"$scratch/commands"
    # Commands in running text: their options.
    # shellcheck disable=SC2016  # the backticks are those of the page
    while IFS= read -r command; do
      problem=$(look_at "$command")
      [ -z "$problem" ] || fail "$page" "$command" "$problem"
      looked=$((looked + 1))
    done < <(awk '/^ *```/ { inside = !inside } !inside' "$source/$page" | grep -oE '`(suanwang|\./sw) [a-z][^`]*--[^`]*`' | tr -d '`' | sort -u)
  done
  unset is_known said_of
done
echo "$ran commands ran, $looked were looked at, $failed failed"
[ "$failed" -eq 0 ]
