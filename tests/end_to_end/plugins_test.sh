#!/usr/bin/env bash
# plugins_test.sh <suanwang> <source folder> <folder of plug-ins>: policies from shared libraries, and all ways to be refused.
set -euo pipefail
# shellcheck source=tests/end_to_end/setup.sh
. "$(dirname "$0")/setup.sh"
scenario=$tutorial plugins=$3
ill=$plugins/ill_behaved.so

# Before or after the subcommand, and for every command that reads a scenario.
expect 0 'lawless' --plugin "$ill" list policies
expect 0 'lawless' list policies --plugin "$ill"
expect 0 'sound' validate "$scenario" --plugin "$ill" --set policy.route=lawless
expect 0 'route lawless' describe "$scenario" --set policy.route=lawless --plugin "$ill"
expect 2 "'lawless'" validate "$scenario" --set policy.route=lawless   # only if it is named
expect 0 'training' workload stats "$scenario" --jobs 100 --plugin "$ill" --set policy.route=lawless

# Libraries that are refused.
expect 2 'no such file' list policies --plugin nowhere.so
expect 2 'is not a library that can be loaded' list policies --plugin "$scenario"
expect 2 'has no function suanwang_plugin_interface' list policies --plugin "$plugins/no_plugin.so"
expect 2 'was built for plug-in interface 7' list policies --plugin "$plugins/other_interface.so"
expect 2 "'cheapest'" list policies --plugin "$plugins/colliding.so"
expect 2 "'sleeping'" list policies --plugin "$ill" --plugin "$ill"

# Policies that are refused: policy, job and rule, and nothing is written.
expect 3 "policy 'lawless', job 0 (training) at 2030-03-01" run "$scenario" --plugin "$ill" --set policy.route=lawless --out r
grep -q 'rule: the pool exists' out || { echo 'FAIL: no rule'; cat out; exit 1; }
expect 3 'the route policy threw: out of ideas' run "$scenario" --plugin "$ill" --set policy.route=throwing --out r
expect 3 "policy 'sleeping' (route) at 2030-03-01" run "$scenario" --plugin "$ill" --set policy.route=sleeping --policy-budget 0.5 --out r
expect 3 "variant 'lawless', seed 1: policy 'lawless'" compare "$scenario" --plugin "$ill" --policies nearest,lawless --seeds 2 --out r
expect 3 "policy 'sleeping' (route) at" compare "$scenario" --plugin "$ill" --policies sleeping,nearest --seeds 2 --policy-budget 0.5 --out r
expect 2 "policy 'lawless' cannot store its memory" run "$scenario" --plugin "$ill" --set policy.route=lawless --checkpoint-every 1 --out r
[ -z "$(find . -mindepth 1 ! -name out)" ] || { echo "FAIL: something is left: $(find .)"; exit 1; }
expect 2 '--policy-budget' run "$scenario" --policy-budget -1
echo 'plug-ins do as they should'
