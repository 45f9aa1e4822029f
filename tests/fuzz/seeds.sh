#!/usr/bin/env bash
# seeds.sh <suanwang> <source folder> <folder>: small sound inputs for each target, from which fuzzing starts: scenarios as
# shipped, wrong files of the tests, a record of each trace format, results of short runs.
set -euo pipefail
program=$(readlink -f "$1") source=$(readlink -f "$2") out=$3
rm -rf "$out"
mkdir -p "$out"/{scenario,sweep,trace,series,results,decisions,sound}
cd "$out"

cp "$source"/scenarios/tutorial*.yaml "$source"/tests/end_to_end/wrong/*.yaml scenario
cp "$source"/scenarios/china-2030-mid.yaml scenario
cp "$source"/scenarios/sweeps/*.yaml sweep
cat >sweep/small.yaml <<'YAML'
suanwang: 1
name: small
scenario: tutorial.yaml
set: ["time.end=2030-03-02"]
factors:
  west: {keys: [clusters.plain.pools.a.accelerators], values: [4096, 8192]}
seeds: {count: 2}
YAML

# with_first <number> <file>: what stands on stdin behind a byte of that number.
with_first() { { printf '%b' "\\x$(printf '%02x' "$1")"; cat; } >"$2"; }

with_first 0 trace/swf <"$source/tests/golden/traces/log.swf"
with_first 0 trace/csv <"$source/tests/golden/traces/jobs.csv"
gzip -cn "$source/tests/golden/traces/log.swf" | with_first 0 trace/swf.gz
with_first 0 trace/seren <<'CSV'
job_id,user,node_num,gpu_num,cpu_num,type,state,submit_time,start_time,end_time,duration,queue,gpu_time
1,ua,1,8,128,Pretrain,COMPLETED,2023-04-01 00:00:10+08:00,2023-04-01 00:01:10+08:00,2023-04-01 01:01:10+08:00,3600,60,28800.0
CSV
with_first 0 trace/helios <<'CSV'
job_id,user,vc,gpu_num,cpu_num,node_num,state,submit_time,start_time,end_time,duration,queue
7,uA,vcX,4,16,1,TIMEOUT,2020-06-09 18:41:01,2020-06-09 18:41:03,2020-06-09 19:41:03,3600,2
CSV
with_first 0 trace/pai <<'CSV'
j1,worker,4.0,Terminated,2000.0,2600.0,600.0,29.3,50.0,T4
j2,tensorflow,1.0,Failed,1000.0,1100.0,600.0,29.3,100.0,V100
CSV
with_first 0 trace/openb <<'CSV'
name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,deletion_time,scheduled_time
openb-pod-0000,12000,16384,1,1000,,LS,Running,0,12537496,0
CSV
with_first 0 trace/philly <<'JSON'
[{"status": "Pass", "vc": "a", "jobid": "application_1", "attempts": [{"start_time": "2017-10-07 01:05:15", "end_time": "2017-10-07 01:08:43",
 "detail": [{"ip": "m1", "gpus": ["gpu0", "gpu1"]}]}], "submitted_time": "2017-10-07 01:05:08", "user": "ce2b1b"}]
JSON
with_first 0 trace/azure <<'CSV'
TIMESTAMP,ContextTokens,GeneratedTokens
2024-05-10 00:00:00.009930+00:00,2162,5
CSV
with_first 0 trace/burstgpt <<'CSV'
Timestamp,Session ID,Elapsed time,Model,Request tokens,Response tokens,Total tokens,Log Type
5.0,s,3,ChatGPT,400,20,420,API log
CSV
with_first 0 trace/mooncake <<'JSON'
{"timestamp": 0, "input_length": 1500, "output_length": 1, "hash_ids": [1, 2, 3]}
JSON

{ echo time,value; for day in 1 2 3 4 5 6 7; do for hour in {00..23}; do echo "2030-01-0$day $hour:00,0.5"; done; done; } |
  with_first 41 series/dates
{ echo hour,value; seq 0 8759 | sed 's/$/,0.25/'; } | with_first 40 series/hours

tutorial=$source/scenarios/tutorial.yaml day=time.end=2030-03-02
"$program" run "$tutorial" --set "$day" --out sound/run --quiet --no-report >/dev/null
"$program" compare "$tutorial" --set "$day" --policies nearest,cheapest --seeds 2 --out sound/compare --quiet --no-report >/dev/null
cp "$source/scenarios/tutorial.yaml" .
"$program" sweep sweep/small.yaml --set "scenario=../tutorial.yaml" --out sound/sweep --quiet --no-report >/dev/null
rm tutorial.yaml
mkdir sound/pathway sound/map
echo '{}' >sound/pathway/pathway.json
echo '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[100, 30], [101, 31]]}}]}' \
  >sound/map/map.geojson
with_first 0 results/run <sound/run/result.sqlite
with_first 1 results/summary <sound/run/summary.json
with_first 2 results/compare <sound/compare/compare.json
with_first 3 results/sweep <sound/sweep/sweep.sqlite
with_first 4 results/pathway <sound/pathway/pathway.json
with_first 5 results/map <sound/map/map.geojson

head -c 4000 "$source/README.md" >decisions/text
for level in 0 8 64 255; do seq 1 "$((level + 20))" | with_first "$level" "decisions/$level"; done
touch made
