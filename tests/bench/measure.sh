# shellcheck shell=bash
# What the scripts that measure whole processes share; sourced.

# cpu_s <file for stdout> <command>...: user and system time.
cpu_s() {
  local out=$1 TIMEFORMAT='%U %S'
  shift
  { time "$@" >"$out" 2>/dev/null; } 2>&1 | awk '{ print $1 + $2 }'
}

median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

# in_turn <what> <pairs> <their name> <ours> <theirs>: commands or functions that run one each, ABAB; what they print is
# left in the files `ours` and `theirs`. Prints each pair, and the median of theirs over ours.
in_turn() {
  local what=$1 pairs=$2 name=$3 pair ours theirs
  for pair in $(seq "$pairs"); do
    ours=$(cpu_s ours "$4")
    theirs=$(cpu_s theirs "$5")
    echo "$ours $theirs" | awk -v what="$what, pair $pair" -v name="$name" \
      '{ printf "%s: ours %.3f s, %s %.3f s, ratio %.2f\n", what, $1, name, $2, $2 / $1 }'
  done | tee pairs
  sed 's/.*ratio //' pairs | median | awk -v what="$what" -v name="$name" '{ print what ": " name " / ours, median of CPU times: " $1 }'
}

# mean_wait <result folder of a replay>, s
mean_wait() { grep '"mean_wait_s"' "$1/summary.json" | tr -dc '0-9.'; }

# same_wait <ours, s> <theirs, s> <tolerance, s>
same_wait() {
  awk -v ours="$1" -v theirs="$2" -v tolerance="$3" 'BEGIN { d = theirs - ours
    if (d < -tolerance || d > tolerance || theirs == "") { print "FAIL: mean waits differ: ours " ours " s, theirs " theirs " s"; exit 1 }
    print "mean wait of both: " ours " s" }'
}
