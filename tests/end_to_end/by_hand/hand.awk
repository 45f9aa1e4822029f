# hand.awk: two days of one hub worked out hour by hour, as one would in a spreadsheet. Reads wind.csv, prints a line an
# hour: load, to load, to storage, exported, curtailed, storage, grid, shortfall, stored, cost, demand charge, location,
# market and marginal CO2.
BEGIN {
  FS = ","
  overhead = 0.25 / (0.3 / 0.7 + 0.7)          # PUE - 1 at full load, so that it is 0.25 at 70 %
  design = 4.8                                 # MW: the highest IT load
  stored = 4.0                                 # MWh: half of 8
  keep = exp(log(1 - 0.1) / 24)                # of what is stored, after an hour
  month = 2 / 30                               # of April
}
NR > 1 {
  hour = (NR - 2) % 24
  it = hour < 12 ? 3.2 : 4.8
  load = it + overhead * (0.3 * design + 0.7 * it)
  wind = 10 * $2
  price = 500 * (hour < 8 ? 0.4 : hour >= 16 && hour < 22 ? 1.6 : 1)

  stored = stored * keep
  if (stored < 0.8) stored = 0.8
  direct = wind < load ? wind : load
  left = wind - direct
  need = load - direct

  charge = left; if (charge > 3) charge = 3
  if (charge > (8 - stored) / 0.95) charge = (8 - stored) / 0.95
  exported = left - charge; if (exported > 1) exported = 1
  curtailed = left - charge - exported

  given = need; if (given > 3) given = 3
  if (given > (stored - 0.8) * 0.9) given = (stored - 0.8) * 0.9
  grid = need - given; if (grid > 4.5) grid = 4.5
  short = need - given - grid
  stored = stored + charge * 0.95 - given / 0.9

  cost = grid * price + (direct + charge + exported) * 320 - exported * 200
  demand = 0
  if (grid > peak) { demand = (grid - peak) * 40000 * month; peak = grid }
  printf "%.9g %.9g %.9g %.9g %.9g %.9g %.9g %.9g %.9g %.9g %.9g %.9g %.9g %.9g\n", load, direct, charge, exported,
    curtailed, given, grid, short, stored, cost, demand, (grid + direct + charge) * 0.6, grid * 0.7, grid * 0.8
}
