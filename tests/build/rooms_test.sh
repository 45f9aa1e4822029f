#!/usr/bin/env bash
# rooms_test.sh <source folder>: the include check passes a sound tree and fails each way of breaking it.
set -euo pipefail
check=$1/cmake/CheckRooms.cmake
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rooms='core:|left:core|right:core|top:core,left,right'

tree() {  # a fresh sound tree
  rm -rf "$work/tree"
  local room
  for room in core left right top; do mkdir -p "$work/tree/include/suanwang/$room" "$work/tree/sim/$room"; done
  echo '#include "suanwang/core/a.hpp"' >"$work/tree/sim/left/left.cpp"
  echo '#include "suanwang/left/a.hpp"' >"$work/tree/sim/top/top.cpp"
}
passes() { cmake -D ROOT="$work/tree" -D "ROOMS=$1" -P "$check" >"$work/log" 2>&1; }
must_fail() {  # <what> <rooms> <text in the message>
  if passes "$2"; then echo "FAIL: $1 was not noticed"; exit 1; fi
  tr '\n' ' ' <"$work/log" | tr -s ' ' | grep -q "$3" || { echo "FAIL: $1: the message lacks '$3'"; cat "$work/log"; exit 1; }
  echo "ok: $1"
}

tree; passes "$rooms" || { cat "$work/log"; exit 1; }
echo "ok: a sound tree"
tree; echo '#include "suanwang/top/a.hpp"' >"$work/tree/include/suanwang/core/up.hpp"
must_fail "an include that goes up" "$rooms" "core/up.hpp"
tree; echo '  #  include <suanwang/right/a.hpp>' >"$work/tree/sim/left/sideways.cpp"
must_fail "an include that goes sideways" "$rooms" "left/sideways.cpp"
tree; echo '#include "../right/private.hpp"' >"$work/tree/sim/left/reach.cpp"
must_fail "an include that reaches into another folder" "$rooms" "left/reach.cpp"
tree; must_fail "rooms that see each other in a circle" 'core:|left:core,right|right:core,left' "not on a lower floor"
