// A sweep's data, and its variants seen by dimension: each factor, and the policy where there are several.
import { number } from '../format.js';
import { words } from '../i18n.js';
import { decimals_for, metric_scale, with_unit } from '../metrics.js';

/**
 * `shown` are the metrics that any variant has a mean of, `at` its place among `means`; `analysis` has what was found, by
 * name of the metric.
 */
export function read_sweep(data) {
  const variants = data.variants.map(without_partial_means);
  return {
    files: [],
    ...data,
    ...data.sweep,
    variants,
    shown: data.metrics
      .filter(({ is_shown }) => is_shown)
      .map((metric, at) => ({ ...metric, at }))
      .filter(({ at }) => variants.some(({ means }) => means[at] !== null)),
    analysis: data.analysis?.metrics ?? {},
  };
}

/** A variant of which a run failed has a mean over other seeds than the rest: as in the analysis, it does not count. */
const without_partial_means = (variant) =>
  variant.failed > 0 ? { ...variant, means: variant.means.map(() => null) } : variant;

/** Those of the metrics shown that were analysed. */
export const analysed = (report) => report.shown.filter(({ name }) => Object.hasOwn(report.analysis, name));

/** What the variants differ by: {id, title, is_numeric, of(variant)}. */
export function dimensions(report) {
  const of_factor = (factor, i) => ({ ...factor, title: factor.title || factor.id, of: ({ values }) => values[i] });
  const policy = {
    id: 'policy',
    title: words('policy'),
    is_numeric: false,
    levels: report.policies,
    of: (variant) => report.policies[variant.policy],
  };
  return [...report.factors.map(of_factor), ...(report.policies.length > 1 ? [policy] : [])];
}

export function title_of(report, id) {
  return dimensions(report).find((dimension) => dimension.id === id)?.title ?? id;
}

export const value_text = ({ is_numeric }, value) =>
  is_numeric && typeof value === 'number' ? number(value) : String(value);

/** A dimension's distinct values in order: numbers by size, names as the sweep lists them. */
export function distinct(report, dimension) {
  const found = [...new Set(report.variants.map(dimension.of))];
  if (dimension.is_numeric) return found.sort((a, b) => a - b);
  const order = new Map(dimension.levels.map((level, i) => [level, i]));
  return found.sort((a, b) => (order.get(a) ?? Infinity) - (order.get(b) ?? Infinity));
}

/** A shown metric ready to be read: its unit, its decimals, and of each variant the value in that unit or null. */
export function readable(report, metric) {
  const raw = report.variants.map(({ means }) => means[metric.at]);
  const scale = metric_scale(metric, raw);
  const values = raw.map((value) => (value === null ? null : value * scale.factor));
  const known = values.filter((value) => value !== null);
  const [least, most] = ends(known);
  const decimals = decimals_for((most - least) / 20);
  return { metric, scale, values, least, most, decimals, text: (value) => with_unit(value, scale, decimals) };
}

/** Not Math.min(...values): a sweep may have more values than a call may have arguments. */
export const ends = (values) =>
  values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);

/** The number of the best variant by a metric, and of the others behind it. Variants without a value are left out. */
export function in_order(report, metric) {
  const { values } = readable(report, metric);
  const sign = metric.better === 'less' ? 1 : -1;
  return values.flatMap((value, i) => (value === null ? [] : [i])).sort((a, b) => sign * (values[a] - values[b]));
}

/** Effects of a metric, the widest first: [id, effect]. */
export const effects_of = (report, metric) =>
  Object.entries(report.analysis[metric.name].effects).sort(([, a], [, b]) => b.range - a.range);

/** A note, and after it how many variants the page has if these are not all. */
export function sampled(report, note) {
  const [here, all] = [report.variants.length, report.variants_total];
  return here < all ? `${note}${words('between_sentences')}${words('sample_note', number(here), number(all))}` : note;
}

/** A level in the reader's figures: a part of a range ("1033 to 1774.6"), a number, or a name as it is. */
export function level_text({ label, number: value }) {
  const [, ...range] = /^(-?[\d.e+-]+) to (-?[\d.e+-]+)$/.exec(label) ?? [];
  if (range.length === 2 && range.every((end) => Number.isFinite(Number(end))))
    return range.map((end) => number(Number(end))).join(' – ');
  return value !== null && value !== undefined ? number(value) : label;
}
