// Metrics of comparisons and sweeps: their names, and the unit in which their values are read best.
import { select } from './dom.js';
import { figure } from './figure.js';
import { choice, number } from './format.js';
import { language, words, words_or } from './i18n.js';
import { state } from './page_state.js';

/** Numbers without a unit that are shares of a whole. */
const shares = new Set(['green_share', 'sla', 'token_share', 'goodput_share']);

export const metric_title = ({ name, title }) => words_or(`metric_of_${name}`, title || name);

// Each unit by its size in the family's base unit.
const families = [
  { sizes: { CNY: 1, 'M CNY': 1e6, 'bn CNY': 1e9 }, steps: money_steps },
  { sizes: { t: 1, kt: 1e3, Mt: 1e6 }, steps: carbon_steps },
  { sizes: { kWh: 1e-3, MWh: 1, GWh: 1e3, TWh: 1e6 }, steps: energy_steps },
  { sizes: { kW: 1e-3, MW: 1, GW: 1e3 }, steps: power_steps },
  { sizes: { s: 1 }, steps: () => [[1, words('seconds')]] },
];

const is_chinese = () => language() === 'zh';
const is_yi = () => choice.habit === 'yi';

function money_steps() {
  if (is_chinese()) return [[1, '元'], [1e4, '万元'], [1e8, '亿元']]; // prettier-ignore
  return [[1, 'CNY'], [1e6, 'M CNY'], [1e9, 'bn CNY']]; // prettier-ignore
}

function carbon_steps() {
  if (is_chinese()) return [[1, '吨'], [1e3, '千吨'], [1e6, '百万吨']]; // prettier-ignore
  return [[1, 't'], [1e3, 'kt'], [1e6, 'Mt']]; // prettier-ignore
}

function energy_steps() {
  if (is_yi()) return [[1e-3, '千瓦时'], [10, '万千瓦时'], [1e5, '亿千瓦时']]; // prettier-ignore
  return [[1, 'MWh'], [1e3, 'GWh'], [1e6, 'TWh']]; // prettier-ignore
}

function power_steps() {
  if (is_yi()) return [[1e-3, '千瓦'], [10, '万千瓦']]; // prettier-ignore
  return [[1, 'MW'], [1e3, 'GW']]; // prettier-ignore
}

/**
 * The unit for a metric's values: `factor` times a value is the figure, `name` its unit.
 * @param values  What is to be read; the greatest decides how large the unit is.
 */
export function metric_scale(metric, values) {
  if (metric.unit === '' && shares.has(metric.name)) return { factor: 100, name: '%' };
  const family = families.find(({ sizes }) => Object.hasOwn(sizes, metric.unit));
  if (!family) return { factor: 1, name: metric.unit };
  const size = family.sizes[metric.unit];
  const most = size * values.reduce((most_yet, value) => Math.max(most_yet, Math.abs(value ?? 0)), 0);
  const steps = family.steps();
  const [step, name] = steps.findLast(([least]) => most >= least) ?? steps[0];
  return { factor: size / step, name };
}

/** `Cost, bn CNY`. */
export const metric_heading = (metric, { name }) => `${metric_title(metric)}${name ? `, ${name}` : ''}`;

/** Decimals that show a difference of `step` with two figures. */
export function decimals_for(step) {
  if (!(Math.abs(step) > 0)) return null;
  return Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(Math.abs(step)))));
}

export const with_unit = (value, { name }, decimals = null) =>
  value === null || value === undefined ? '–' : `${number(value, decimals)}${name ? ` ${name}` : ''}`;

export function metric_select(metrics, chosen, on_change, label = words('metric')) {
  const options = metrics.map((metric) => [metric.name, metric_title(metric)]);
  return select(label, options, chosen, on_change);
}

/**
 * A figure of one metric at a time, which the reader chooses: `alt`, `option` and `table` are given the metric.
 * @param first  Name of the one that is shown at first; without it the first of all.
 */
export function metric_figure(metrics, { alt, option, table, first = metrics[0].name, ...spec }) {
  const now = state(spec.id, { metric: first });
  const metric = () => metrics.find(({ name }) => name === now.metric);
  const choice = metric_select(metrics, now.metric, (name) => {
    now.metric = name;
    drawn.refresh(alt(metric()));
  });
  const drawn = figure({
    ...spec,
    alt: alt(metric()),
    controls: [choice],
    option: (width) => option(metric(), width),
    table: () => table(metric()),
  });
  return drawn.element;
}
