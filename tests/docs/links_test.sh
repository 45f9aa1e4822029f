#!/usr/bin/env bash
# links_test.sh <source folder>: every link of the manual into the repository leads to a file and, with #, to a heading; every
# path that it names exists; and README links every page.
set -euo pipefail
cd "$1"
export LC_ALL=C.UTF-8
failed=0 links=0 paths=0
fail() { echo "FAIL: $*"; failed=$((failed + 1)); }

mapfile -t pages < <(ls README.md README.zh-CN.md CONTRIBUTING.md CHANGELOG.md && find docs scenarios -name '*.md' | sort)

# text_of <page>: without its blocks of code.
text_of() { awk '/^ *```/ { inside = !inside; next } !inside' "$1"; }

# anchors_of <page>: its headings as GitHub names them.
anchors_of() {
  text_of "$1" | sed -nE 's/^#+ +//p' | sed -E 's/\[([^]]*)\]\([^)]*\)/\1/g; s/[^[:alnum:] _-]//g; s/ /-/g' | tr '[:upper:]' '[:lower:]'
}

for page in "${pages[@]}"; do
  folder=$(dirname "$page")
  while IFS= read -r target; do
    links=$((links + 1))
    case $target in
      http://* | https://* | mailto:*) continue ;;
    esac
    file=${target%%#*}
    if [ -z "$file" ]; then file=$page; else file=$folder/$file; fi
    [ -e "$file" ] || { fail "$page links $target, which does not exist"; continue; }
    [[ $target != *'#'* ]] || anchors_of "$file" | grep -qxF -- "${target#*#}" || fail "$page links $target, but there is no such heading"
  done < <(text_of "$page" | grep -oE '\]\([^) ]+\)' | sed -E 's/^\]\(//; s/\)$//' || true)
  # A path from the top folder, or a pattern of paths. What has <...> in it stands for many.
  while IFS= read -r path; do
    paths=$((paths + 1))
    path=${path%.}
    compgen -G "$path" >/dev/null || [ -e "$folder/$path" ] || fail "$page names $path, which does not exist"
  done < <(text_of "$page" | sed -E 's/\]\([^)]*\)/ /g; s#https?://[^ )]*# #g' |
    grep -oE "(^|[][ (\`\"'|=])(\./)?(docs|scenarios|tests|sim|include|cmake|\.ci)/[A-Za-z0-9_./*-]*[A-Za-z0-9_/*](<[a-z]+>)?" |
    sed -E "s/^[][ (\`\"'|=]//; s#^\./##" | grep -v '<' | sort -u || true)
done

# README has the list of all pages.
while IFS= read -r page; do
  case $page in
    docs/decisions/*) page='docs/decisions' ;;
  esac
  grep -qF "]($page)" README.md || fail "README.md does not link $page"
done < <(find docs -name '*.md' | sort)

echo "$links links and $paths paths in ${#pages[@]} pages, $failed failed"
[ "$failed" -eq 0 ]
