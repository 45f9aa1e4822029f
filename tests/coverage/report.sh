#!/usr/bin/env bash
# report.sh <folder of the asan build> <folder of its profiles> <least share, %>: lines of sim/ and include/ that the tests ran, by
# room. Fails below the least share.
set -euo pipefail
build=$1 profiles=$2 least=$3
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
llvm-profdata-16 merge -sparse -o "$profiles/all.profdata" "$profiles"/*.profraw
objects=()
while IFS= read -r program; do objects+=(-object "$program"); done < <(find "$build/tests" -type f \( -name 'test_*' -o -name 'fuzz_*' \) -executable)
llvm-cov-16 export -summary-only -instr-profile "$profiles/all.profdata" "$build/bin/suanwang" "${objects[@]}" \
  -ignore-filename-regex='/(tests|usr|build)/' >"$profiles/summary.json"
python3 - "$profiles/summary.json" "$PWD" "$least" <<'PYTHON'
import collections, json, sys
summary, root, least = json.load(open(sys.argv[1])), sys.argv[2], float(sys.argv[3])
rooms = collections.defaultdict(lambda: [0, 0])
for file in summary["data"][0]["files"]:
    path = file["filename"].removeprefix(root + "/")
    if not path.startswith(("sim/", "include/suanwang/")):
        continue
    lines = file["summary"]["lines"]
    for room in (path.removeprefix("include/suanwang/").removeprefix("sim/").split("/")[0], "all"):
        rooms[room][0] += lines["covered"]
        rooms[room][1] += lines["count"]
for room, (covered, count) in sorted(rooms.items(), key=lambda each: each[0] == "all"):
    print(f"{room:12} {covered:6} of {count:6} lines  {100 * covered / count:5.1f} %")
covered, count = rooms["all"]
sys.exit(f"below {least} %" if 100 * covered < least * count else 0)
PYTHON
