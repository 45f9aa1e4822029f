#!/usr/bin/env bash
# package_test.sh <build folder> <source folder>: installs into a fresh prefix and builds a project against it.
set -euo pipefail
build=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$build" --prefix "$work/prefix" >/dev/null
cmake -S "$source/tests/package" -B "$work/build" -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix" >/dev/null
cmake --build "$work/build"
"$work/build/package_test" "$work/prefix/share/suanwang/scenarios/tutorial.yaml"
"$work/prefix/bin/suanwang" --version
