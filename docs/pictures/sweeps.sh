#!/usr/bin/env bash
# sweeps.sh [suanwang]: runs the sweeps of scenarios/sweeps (three minutes on two cores) into results/ and draws the pictures of docs/sweeps.md.
# Needs gnuplot (Debian: gnuplot-nox).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
program=${1:-build/release/bin/suanwang} pictures=$PWD/docs/pictures
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT

for sweep in power-policy-west ningxia-storage-wind tokens-to-2030; do
  [ -s "results/$sweep-sweep/sweep.sqlite" ] || "$program" sweep "scenarios/sweeps/$sweep.yaml" --out "results/$sweep-sweep" --quiet
done

# table <sweep> <query arguments>...: numbers for gnuplot.
table() {
  local sweep=$1
  shift
  "$program" sweep query "results/$sweep-sweep" "$@" --format csv | tr -d '\r'
}
style='set terminal svg size 760,340 font "sans-serif,12" background "white"; set datafile separator ","; set border 3; set tics nomirror; set key outside below center horizontal; set pointintervalbox 0
set style line 1 lc rgb "#0072b2" lw 2 pt 7; set style line 2 lc rgb "#d55e00" lw 2 pt 5; set style line 3 lc rgb "#009e73" lw 2 pt 9; set style line 4 lc rgb "#cc79a7" lw 2 pt 13'

# What each policy saves against `nearest`, in % of its cost and its carbon, by power scenario.
table power-policy-west --sql "SELECT a.policy, a.power, 100 * (avg(a.cost) / avg(b.cost) - 1), 100 * (avg(a.carbon_location) / avg(b.carbon_location) - 1)
  FROM result a JOIN result b ON b.point = a.point AND b.seed = a.seed AND b.policy = 'nearest'
  GROUP BY a.policy, a.power ORDER BY a.policy, CASE a.power WHEN 'low' THEN 0 WHEN 'mid' THEN 1 ELSE 2 END" | tail -n +2 >"$data/policies"
gnuplot <<EOF
$style
set output "$pictures/power-policy-west.svg"
set multiplot layout 1,2
set style data histogram; set style histogram clustered gap 1; set style fill solid noborder; set grid ytics lc rgb "#dddddd"
set yrange [*:0]; set format y "%+.1f %%"
policies = "cheapest east_west lowest_carbon"
set title "Cost, to nearest"
plot for [i=1:3] "< grep ^".word(policies, i)." $data/policies" using 3:xtic(2) ls i title word(policies, i) noenhanced
set title "Carbon by location, to nearest"
plot for [i=1:3] "< grep ^".word(policies, i)." $data/policies" using 4:xtic(2) ls i title word(policies, i) noenhanced
EOF

# Cost by storage and power policy; curtailment and green share by wind.
table ningxia-storage-wind --rows storage --columns policy --metric nx_cost --where 'price = 1 AND wind = 1' | tail -n +2 >"$data/storage"
table ningxia-storage-wind --rows wind --columns policy --metric nx_green_share --where 'price = 1 AND storage = 1' | tail -n +2 >"$data/green"
table ningxia-storage-wind --rows wind --columns policy --metric nx_curtailed --where 'price = 1 AND storage = 1' | tail -n +2 >"$data/curtailed"
gnuplot <<EOF
$style
set output "$pictures/ningxia-storage-wind.svg"
set multiplot layout 1,2
set logscale x 2; set xrange [0.45:4.4]; set grid lc rgb "#dddddd"
set title "Cost of two months, wind as planned"; set xlabel "storage, times that of the scenario"; set ylabel "million CNY"
plot "$data/storage" using 1:(\$2/1e6) with linespoints ls 1 title "renewables_first" noenhanced, \
  "" using 1:(\$3/1e6) with linespoints ls 2 title "price_arbitrage" noenhanced, "" using 1:(\$4/1e6) with linespoints ls 3 title "peak_shaving" noenhanced
set title "More wind, storage as planned"; set xlabel "wind, times that of the scenario"; set ylabel "TWh curtailed"; set y2label "matched hour by hour, %"; set y2tics; set y2range [0:100]; set yrange [0:*]
plot "$data/curtailed" using 1:2 with linespoints ls 4 title "curtailed", "$data/green" using 1:(\$2*100) axes x1y2 with linespoints ls 3 title "green, right"
EOF

# Sobol indices with their intervals, of two metrics.
"$program" sweep analyse results/tokens-to-2030-sweep --metric facility_energy,token_share --json >"$data/analysis.json"
for metric in facility_energy token_share; do
  sqlite3 -csv :memory: "SELECT key, json_extract(value, '\$.first'), json_extract(value, '\$.first_ci95_bootstrap[0]'), json_extract(value, '\$.first_ci95_bootstrap[1]'),
    json_extract(value, '\$.total'), json_extract(value, '\$.total_ci95_bootstrap[0]'), json_extract(value, '\$.total_ci95_bootstrap[1]')
    FROM json_each(readfile('$data/analysis.json'), '\$.metrics.$metric.sobol')" >"$data/$metric"
done
gnuplot <<EOF
$style
set output "$pictures/tokens-to-2030.svg"
set multiplot layout 1,2
set style fill solid noborder; set boxwidth 0.35; set yrange [-0.1:1.3]; set xrange [-0.6:3.6]; set grid ytics lc rgb "#dddddd"
do for [metric in "facility_energy token_share"] {
  set title (metric eq "facility_energy" ? "Energy of data centres" : "Share of tokens served").", Sobol indices"
  plot "$data/".metric using (\$0-0.19):2:xtic(1) with boxes ls 1 title "first order", "" using (\$0-0.19):2:3:4 with yerrorbars lc rgb "black" pt 7 ps 0.2 notitle, \
    "" using (\$0+0.19):5 with boxes ls 2 title "total", "" using (\$0+0.19):5:6:7 with yerrorbars lc rgb "black" pt 7 ps 0.2 notitle
}
EOF
echo "drawn: $(cd "$pictures" && ls ./*.svg)"
