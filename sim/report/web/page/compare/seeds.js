// Each variant's value by seed: what one seed does to all of them, and what it does not.
import { select } from '../dom.js';
import { category_axis, figure, legend, plot, tip, tooltip, value_axis } from '../figure.js';
import { number } from '../format.js';
import { words } from '../i18n.js';
import { legend_room } from '../labels.js';
import { metric_heading, metric_scale, metric_select, metric_title, with_unit } from '../metrics.js';
import { state } from '../page_state.js';
import { line_style } from '../palette.js';
import { main_metrics } from './data.js';

export function seeds(report) {
  const now = state('seeds', { metric: main_metrics(report)[0].name, shown: 'value' });
  const metric = () => report.by_name.get(now.metric);
  const alt = () =>
    words('seeds_alt', metric_title(metric()), number(report.labels.length), number(report.seeds.length));
  const change = (key) => (value) => {
    now[key] = value;
    drawn.refresh(alt());
  };
  const drawn = figure({
    id: 'seeds',
    title: words('seeds_title'),
    note: words('seeds_note'),
    alt: alt(),
    height: 420,
    controls: [
      metric_select(report.metrics, now.metric, change('metric')),
      select(
        words('seeds_shown'),
        ['value', 'difference'].map((id) => [id, words(`seeds_${id}`)]),
        now.shown,
        change('shown'),
      ),
    ],
    depends_on_width: true,
    option: (width) => option(report, metric(), now.shown, width),
    table: () => table(report, metric(), now.shown),
  });
  return [drawn.element];
}

/** By variant, then by seed. */
function values_of(report, metric, shown) {
  const all = report.labels.map((_, i) => report.values(metric, i));
  if (shown === 'value') return all;
  const base = all[report.baseline];
  return all.map((values) => values.map((value, k) => (value === null || base[k] === null ? null : value - base[k])));
}

function scaled(report, metric, shown) {
  const values = values_of(report, metric, shown);
  const scale = metric_scale(metric, values.flat());
  return { scale, values: values.map((row) => row.map((value) => (value === null ? null : value * scale.factor))) };
}

function option(report, metric, shown, width) {
  const { scale, values } = scaled(report, metric, shown);
  return {
    grid: plot({ top: legend_room(report.labels, width), bottom: 28 }),
    legend: legend(),
    tooltip: tooltip({
      trigger: 'axis',
      formatter: ([{ dataIndex: k }]) =>
        tip(
          `${words('seed')} ${report.seeds[k]}`,
          report.labels.map((label, i) => [label, with_unit(values[i][k], scale), line_style(i).color]),
        ),
    }),
    xAxis: category_axis(report.seeds.map(String), { name: words('seed'), nameLocation: 'middle', nameGap: 26 }),
    yAxis: value_axis(scale.name, { scale: true }),
    series: report.labels.map((label, i) => ({
      type: 'line',
      name: label,
      data: values[i],
      symbol: 'circle',
      symbolSize: 5,
      lineStyle: { ...line_style(i), width: i === report.baseline ? 3 : 1.5 },
      itemStyle: { color: line_style(i).color },
    })),
  };
}

function table(report, metric, shown) {
  const { scale, values } = scaled(report, metric, shown);
  return {
    head: [words('seed'), ...report.labels.map((label) => `${label}, ${metric_heading(metric, scale)}`)],
    rows: report.seeds.map((seed, k) => [String(seed), ...values.map((row) => row[k])]),
  };
}
