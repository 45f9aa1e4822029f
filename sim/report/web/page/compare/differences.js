// Forest plot: what each variant changes against the baseline, seed by seed.
import { category_axis, legend, plot, tip, tooltip, value_axis } from '../figure.js';
import { isolated, number, p_value, signed_percent } from '../format.js';
import { words } from '../i18n.js';
import { interval_series } from '../intervals.js';
import { metric_figure, metric_heading, metric_scale, metric_title, with_unit } from '../metrics.js';
import { color, filled, hollow } from '../palette.js';
import { main_metrics, others, verdict } from './data.js';

/** How each finding is drawn: by colour and by shape. */
export const findings = {
  better: { fill: 'series-2', symbol: 'circle' },
  worse: { fill: 'series-1', symbol: 'diamond' },
  unclear: { fill: 'series-7', symbol: 'circle', is_hollow: true },
  untested: { fill: 'series-7', symbol: 'circle', is_hollow: true },
};

export function differences(report) {
  if (report.labels.length < 2) return [];
  const drawn = metric_figure(report.metrics, {
    id: 'differences',
    title: words('differences_title', isolated(report.labels[report.baseline])),
    note: words('differences_note'),
    alt: (metric) => alt(report, metric),
    height: 110 + 28 * (report.labels.length - 1),
    option: (metric, width) => option(report, metric, width),
    depends_on_width: true,
    table: (metric) => table(report, metric),
    first: main_metrics(report)[0].name,
  });
  return [drawn];
}

function alt(report, metric) {
  const found = others(report).map((i) => verdict(metric, i));
  const count = (...kinds) => number(found.filter((finding) => kinds.includes(finding)).length);
  const baseline = isolated(report.labels[report.baseline]);
  const counts = [count('better'), count('worse'), count('unclear', 'untested')];
  return words('differences_alt', metric_title(metric), baseline, ...counts);
}

/** Differences in percent of the baseline's mean, or, where that is nil, in the metric's unit. */
function rows_of(report, metric) {
  const base = Math.abs(metric.of[report.baseline].mean);
  const scale = difference_scale(report, metric);
  const factor = base > 0 ? 100 / base : scale.factor;
  const rows = others(report).map((i) => {
    const { difference } = metric.of[i];
    const [low, high] = difference.ci95_student ?? [null, null];
    const at = (value) => (value === null ? null : value * factor);
    const ends = { low: at(low), mean: at(difference.mean), high: at(high) };
    return { label: report.labels[i], difference, finding: verdict(metric, i), ...ends };
  });
  return { rows, unit: base > 0 ? '%' : scale.name };
}

function difference_scale(report, metric) {
  return metric_scale(
    metric,
    others(report).flatMap((i) => [metric.of[i].difference.mean, ...(metric.of[i].difference.ci95_student ?? [])]),
  );
}

function option(report, metric, width) {
  const { rows, unit } = rows_of(report, metric);
  const scale = difference_scale(report, metric);
  const kinds = Object.keys(findings).filter((kind) => rows.some(({ finding }) => finding === kind));
  return {
    grid: plot({ top: 40, bottom: 28 }),
    legend: legend(),
    tooltip: tooltip({ formatter: ({ data }) => tip_of(rows[data[1]], scale) }),
    xAxis: value_axis(`${metric_title(metric)} (${words(`better_${metric.better}`)}), ${unit}`, {
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: color('muted'), align: 'center' },
    }),
    yAxis: category_axis(
      rows.map(({ label }) => label),
      { inverse: true, axisLabel: { width: width < 600 ? 100 : 220, overflow: 'truncate', interval: 0 } },
    ),
    series: [
      interval_series(
        rows.map(({ low, high, finding }, at) => ({ at, low, high, fill: color(findings[finding].fill) })),
        { is_horizontal: true, markLine: zero_line() },
      ),
      ...kinds.map((kind) => ({
        type: 'scatter',
        name: words(`verdict_${kind}`),
        symbol: findings[kind].symbol,
        symbolSize: 12,
        z: 4,
        itemStyle: (findings[kind].is_hollow ? hollow : filled)(findings[kind].fill),
        data: rows.flatMap(({ mean, finding }, i) => (finding === kind ? [[mean, i]] : [])),
      })),
    ],
  };
}

const zero_line = () => ({
  silent: true,
  symbol: 'none',
  label: { show: false },
  lineStyle: { color: color('ink'), type: 'solid', width: 1 },
  data: [{ xAxis: 0 }],
});

function tip_of({ label, difference, finding }, scale) {
  const value = (number_of_unit) => with_unit(number_of_unit * scale.factor, scale);
  const interval = difference.ci95_student?.map(value).join(' – ') ?? words('no_interval');
  return tip(label, [
    [words('difference'), value(difference.mean)],
    [words('difference_relative'), signed_percent(difference.relative)],
    [words('interval_95'), interval],
    [words('p_holm'), p_value(difference.p_value_holm)],
    [words('found'), words(`verdict_${finding}`), color(findings[finding].fill)],
  ]);
}

function table(report, metric) {
  const scale = difference_scale(report, metric);
  const scaled = (value) => (value === null || value === undefined ? null : value * scale.factor);
  return {
    head: [
      words('variant'),
      metric_heading(metric, scale),
      ...['difference_relative', 'interval_low', 'interval_high', 'bootstrap_low', 'bootstrap_high'].map((k) =>
        words(k),
      ),
      ...['p_plain', 'p_holm', 'found', 'further_seeds'].map((k) => words(k)),
    ],
    rows: others(report).map((i) => {
      const { difference } = metric.of[i];
      return [
        report.labels[i],
        scaled(difference.mean),
        difference.relative === null ? null : 100 * difference.relative,
        ...[0, 1].map((end) => scaled(difference.ci95_student?.[end])),
        ...[0, 1].map((end) => scaled(difference.ci95_bootstrap?.[end])),
        difference.p_value,
        difference.p_value_holm,
        words(`verdict_${verdict(metric, i)}`),
        difference.further_seeds,
      ];
    }),
  };
}
