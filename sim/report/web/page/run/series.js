// Sums, ratios and days of the hourly columns.
import { column } from './data.js';
import { instant } from '../format.js';

/** 'nation' stands for the sum over hubs; otherwise the number of a hub. */
export function hub_values(report, hub, name) {
  if (hub !== 'nation') return column(report, 'hub', Number(hub), name);
  const sum = new Float32Array(report.series.count);
  for (let i = 0; i < report.hubs.length; i++) {
    const values = column(report, 'hub', i, name);
    for (let k = 0; k < sum.length; k++) sum[k] += values[k];
  }
  return sum;
}

/** Load served from renewables in the same hour, over load served; NaN where there is none. */
export function green_share(report, hub) {
  const green = hub_values(report, hub, 'green_mw');
  const served = served_load(report, hub);
  return green.map((value, i) => (served[i] > 0 ? Math.min(1, value / served[i]) : NaN));
}

export function served_load(report, hub) {
  const parts = ['renewable_to_load_mw', 'storage_to_load_mw', 'lines_to_load_mw', 'grid_to_load_mw'].map((name) =>
    hub_values(report, hub, name),
  );
  return parts[0].map((_, i) => parts.reduce((sum, part) => sum + part[i], 0));
}

/** A price or factor of the nation: the mean over hubs, weighted by their load. */
export function weighted_mean(report, hub, name) {
  if (hub !== 'nation') return column(report, 'hub', Number(hub), name);
  const sum = new Float64Array(report.series.count);
  const weight = new Float64Array(report.series.count);
  for (let i = 0; i < report.hubs.length; i++) {
    const values = column(report, 'hub', i, name);
    const load = column(report, 'hub', i, 'load_mw');
    for (let k = 0; k < sum.length; k++) {
      sum[k] += values[k] * load[k];
      weight[k] += load[k];
    }
  }
  return Float32Array.from(sum, (value, k) => (weight[k] > 0 ? value / weight[k] : 0));
}

export const time_at = (report, index) => instant(report.series.start) + index * report.series.interval_h * 3600000;

/** The run cut at midnights: [{start, from, to}], `start` in ms, intervals from..to-1. The first and last may be short. */
export function days_of(report) {
  if (report.days) return report.days;
  const days = [];
  for (let i = 0; i < report.series.count; i++) {
    const start = Math.floor(time_at(report, i) / 86400000) * 86400000;
    if (days.at(-1)?.start !== start) days.push({ start, from: i, to: i });
    days.at(-1).to = i + 1;
  }
  report.days = days;
  return days;
}

/** Least, mean and greatest value of each day; NaN is passed over. */
export function by_day(report, values) {
  return days_of(report).map(({ from, to }) => {
    let least = Infinity,
      most = -Infinity,
      sum = 0,
      count = 0;
    for (let i = from; i < to; i++) {
      if (Number.isNaN(values[i])) continue;
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
      sum += values[i];
      count++;
    }
    return count ? { least, mean: sum / count, most } : { least: null, mean: null, most: null };
  });
}

export function index_of_greatest(values) {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
