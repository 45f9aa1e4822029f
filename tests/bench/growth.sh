#!/usr/bin/env bash
# growth.sh <bench_growth> [benchmark arguments]: how CPU time grows with each size: the exponent e of time = a n^e by
# least squares over the sizes measured, each the median of three.
set -euo pipefail
program=$1
shift
"$program" --benchmark_format=csv --benchmark_min_time=0.2 --benchmark_repetitions=3 \
    --benchmark_report_aggregates_only=true "$@" 2>/dev/null |
  awk -F, '
    $1 ~ /_median"?$/ {
      gsub(/"/, "", $1); sub(/_median$/, "", $1)
      size = $1; sub(/.*\//, "", size); family = $1; sub(/\/[0-9]+$/, "", family)
      if (!(family in count)) order[++families] = family
      scale = $5 ~ /ns/ ? 1e6 : 1
      x = log(size); y = log($4)
      ++count[family]; sx[family] += x; sy[family] += y; sxx[family] += x * x; sxy[family] += x * y
      line[family] = line[family] sprintf("  %d: %.1f ms", size, $4 / scale)
    }
    END {
      for (i = 1; i <= families; ++i) {
        f = order[i]; n = count[f]
        if (n > 1) printf "%-48s n^%.2f %s\n", f, (n * sxy[f] - sx[f] * sy[f]) / (n * sxx[f] - sx[f] ^ 2), line[f]
      }
    }'
