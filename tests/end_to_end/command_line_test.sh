#!/usr/bin/env bash
# command_line_test.sh <suanwang> <source folder>: commands, exit codes and messages, as a user meets them.
# shellcheck disable=SC2016  # a dollar sign of JSON
set -euo pipefail
# shellcheck source=tests/end_to_end/setup.sh
. "$(dirname "$0")/setup.sh"

expect 0 'suanwang 0.' --version
expect 0 'Examples:' --help
expect 2 'subcommand is required'
expect 2 'required' fly
expect 0 'results/tutorial' run "$scenarios/tutorial.yaml"
expect 0 'results/tutorial-2' run "$scenarios/tutorial.yaml"   # a fresh folder each time
expect 0 'Audits: the books' run "$scenarios/tutorial.yaml" --out r --audit --csv --jobs --seed 3
for file in summary.json result.sqlite csv/hub_interval.csv csv/jobs.csv; do [ -s "r/$file" ] || { echo "FAIL: no $file"; exit 1; }; done
expect 2 '--force' run "$scenarios/tutorial.yaml" --out r
expect 0 'results in r' run "$scenarios/tutorial.yaml" --out r --force
expect 0 '' run "$scenarios/tutorial.yaml" --out q --quiet
[ ! -s out ] || { echo "FAIL: --quiet is not quiet"; exit 1; }
expect 2 'no such file' run missing.yaml
for seed in -1 010 18446744073709551616 1e3; do expect 2 '--seed' run "$scenarios/tutorial.yaml" --seed "$seed"; done
for price in nan inf -5 5x; do expect 2 '--carbon-price' run "$scenarios/tutorial.yaml" --bound weighted --carbon-price "$price"; done
expect 2 'requires --bound' run "$scenarios/tutorial.yaml" --carbon-price 5
expect 2 '--policies' compare "$scenarios/tutorial.yaml" --policies ''
expect 2 'go beyond' compare "$scenarios/tutorial.yaml" --first-seed 18446744073709551615 --seeds 3
for day in 2030-02-30 '2030- 3-02' 2030-3-02; do expect 2 'is no date' plot r --from "$day"; done
expect 2 'holds nothing to plot' plot nowhere
expect 2 'is no report' report r --out r/result.sqlite
for _ in 1 2; do expect 0 'report in page.htm' report r --out page.htm; done
printf 'mine' >r/notes.txt
expect 2 "holds 'notes.txt'" run "$scenarios/tutorial.yaml" --out r --force
expect 2 '--seeds' compare "$tutorial" --seeds 010
expect 2 'name a file elsewhere' run "$tutorial" --out q --force --trace q/trace.json
for _ in 1 2; do   # --force replaces what the same command made
  expect 0 '' compare "$tutorial" --set time.end=2030-03-02 --seeds 2 --policies nearest,cheapest --out c --force
  expect 0 '' adequacy "$tutorial" --set time.end=2030-03-02 --years 2 --out d --force
  expect 0 '' run "$source/tests/report/scenarios/pathway.yaml" --out p --force
done
expect 2 'working directory' run "$scenarios/tutorial.yaml" --out . --force
[ "$(cat r/notes.txt)" = mine ] || { echo "FAIL: a file of someone's is gone"; exit 1; }
expect 2 "did you mean 'cheapest'?" run "$scenarios/tutorial.yaml" --set policy.route=chaepest --out x
expect 2 'accelerators alone ask for' run "$scenarios/china-2030-mid.yaml" --set time.end=2030-01-03 --set power_scenario.data_centres_twh=20 --set power_scenario.data_centre_share=~ --out x
[ ! -e x ] || { echo "FAIL: a refused run left a folder"; exit 1; }
expect 2 'cannot be created' run "$scenarios/tutorial.yaml" --out /proc/nothing/here
expect 0 'trace in t.json' run "$scenarios/tutorial-failures.yaml" --out f --audit --jobs --csv --trace t.json
grep -q 'goodput %' out || { echo "FAIL: no table of classes"; cat out; exit 1; }
for file in job_run transfer jobs; do [ "$(wc -l <"f/csv/$file.csv")" -gt 1000 ] || { echo "FAIL: $file.csv is short"; exit 1; }; done
for event in '"ph":"X","name":"gang"' '"end":"failure"' '"end":"preempted"' '"name":"city-plain to plain"'; do
  grep -qF "$event" t.json || { echo "FAIL: no $event in the trace"; exit 1; }
done
expect 0 'struck every h' describe "$scenarios/tutorial-failures.yaml"
expect 2 'exists; choose another name' run "$scenarios/tutorial.yaml" --out g --trace t.json
[ ! -e g ] || { echo "FAIL: a refused run left a folder"; exit 1; }
expect 2 'is a folder' run "$scenarios/tutorial.yaml" --out g --trace .
expect 2 'larger than any pool that admits it; `on_invalid: skip` rejects' run "$scenarios/tutorial.yaml" --out g --set on_invalid=error --set job_classes.training.accelerators.maximum=16384
expect 0 '' run "$scenarios/tutorial.yaml" --out g --quiet --set job_classes.training.accelerators.maximum=16384
grep -qE '"larger_than_any_pool": [1-9]' g/summary.json || { echo "FAIL: no job is counted as too large"; exit 1; }
printf '; a log\n1 0 -1 60 4 -1 -1 4 120 -1 1 1 1 1 1 1 -1 -1\n2 1 -1 60 4 -1 -1 4 0 -1 1 1 1 1 1 1 -1 -1\n3 1 -1 60 9 -1 -1 9 90 -1 1 1 1 1 1 1 -1 -1\n' >log.swf
expect 0 'no time asked for' replay log.swf --processors 8 --queue conservative_backfill --set depth=7
expect 2 'log.swf:3:21: no time asked for' replay log.swf --processors 8 --on-invalid error
expect 2 "did you mean 'equal_ends'?" replay log.swf --processors 8 --set equal_endz=first
expect 2 'allowed: fcfs, sjf, priority' replay log.swf --processors 8 --queue fcfsx
printf '1 0 -1 60\n' >short.swf
expect 2 'holds no job that can be replayed; left out: 1 not a record' replay short.swf --processors 8
expect 2 'short.swf:1' replay short.swf --processors 8 --on-invalid error
expect 0 '3 records of format swf' workload stats log.swf --set label=queue
expect 0 'Arrivals by hour of the week' workload sample log.swf
expect 2 '--beside is for traces' workload stats "$scenarios/workloads/pai.yaml" --beside "$scenarios/workloads/pai.yaml"
expect 0 'accelerator_time_by_end.cancelled' workload stats "$scenarios/workloads/helios.yaml" --jobs 20000
expect 0 '"share_of_accelerator_time"' workload stats "$scenarios/workloads/kalos.yaml" --jobs 2000 --json
expect 0 'batch_inference' workload stats "$scenarios/china-2030-mid.yaml" --jobs 2000
expect 0 'Arrivals by hour of the week' workload sample "$scenarios/workloads/pai.yaml" --jobs 2000
! grep -q $'\033' out || { echo "FAIL: colours outside a terminal"; exit 1; }
expect 2 "did you mean 'median'" workload stats "$scenarios/workloads/pai.yaml" --set job_classes.pai.run_time_hours.medain=1
printf 'extends: ["%s/tutorial.yaml", "%s/workloads/helios.yaml"]\nname: both\njob_classes: {helios: {jobs_per_year: 20000}}\n' "$scenarios" "$scenarios" >both.yaml
expect 0 'helios' run both.yaml --out both --audit
expect 0 'sound' validate "$scenarios/tutorial.yaml" "$scenarios/china-2030-mid.yaml"
expect 0 '8 hubs, 10 clusters' describe "$scenarios/china-2030-mid.yaml"
for text in '1590 EFLOPS published' '81.8 %' '42 reported' '400.0 TWh = 3.01 %'; do
  grep -qF "$text" out || { echo "FAIL: describe does not say '$text'"; cat out; exit 1; }
done
expect 0 'east_data_west_compute' list policies
expect 0 '"$schema"' schema
expect 0 '# Scenario reference' schema --markdown
diff -q out "$source/docs/scenario-reference.md" >/dev/null || { echo "FAIL: docs/scenario-reference.md is old; run: suanwang schema --markdown >docs/scenario-reference.md"; exit 1; }
expect 0 '# Sweep reference' schema --sweep --markdown
diff -q out "$source/docs/sweep-reference.md" >/dev/null || { echo "FAIL: docs/sweep-reference.md is old; run: suanwang schema --sweep --markdown >docs/sweep-reference.md"; exit 1; }
"$program" schema --sweep >schema.json
diff -q schema.json "$source/docs/sweep.schema.json" >/dev/null || { echo "FAIL: docs/sweep.schema.json is old; run: suanwang schema --sweep >docs/sweep.schema.json"; exit 1; }
"$program" schema >schema.json
diff -q schema.json "$source/docs/scenario.schema.json" >/dev/null || { echo "FAIL: docs/scenario.schema.json is old; run: suanwang schema >docs/scenario.schema.json"; exit 1; }
for shell in bash zsh fish; do expect 0 suanwang completion "$shell"; done
bash -n <("$program" completion bash)
expect 2 'bash, zsh, fish' completion tcsh

# Results do not depend on locale, time zone or working folder.
"$program" run "$scenarios/tutorial.yaml" --out here --quiet
mkdir elsewhere
(cd elsewhere && LC_ALL=de_DE.UTF-8 TZ=America/New_York "$program" run "$scenarios/tutorial.yaml" --out there --quiet)
cmp here/result.sqlite elsewhere/there/result.sqlite
echo "ok: the same bytes everywhere"
