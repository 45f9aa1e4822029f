// Sobol indices: the share of a metric's variance that a factor explains, alone and with its interplay.
import { category_axis, legend, plot, tip, tooltip, value_axis } from '../figure.js';
import { number } from '../format.js';
import { words } from '../i18n.js';
import { interval_series } from '../intervals.js';
import { metric_figure, metric_title } from '../metrics.js';
import { color } from '../palette.js';
import { analysed, title_of } from './data.js';

const bar_width = 13;
const orders = {
  first: { fill: 'series-5', offset: -0.65 * bar_width },
  total: { fill: 'series-0', offset: 0.65 * bar_width },
};

export function sobol(report) {
  const metrics = analysed(report).filter(({ name }) => report.analysis[name].sobol);
  if (metrics.length === 0) return [];
  const all = Object.values(report.analysis[metrics[0].name].sobol);
  const drawn = metric_figure(metrics, {
    id: 'sobol',
    title: words('sobol_title'),
    note: words('sobol_note', number(all[0]?.base_points)),
    alt: (metric) => alt(report, metric),
    height: 80 + 48 * all.length,
    option: (metric, width) => option(report, metric, width),
    depends_on_width: true,
    table: (metric) => table(report, metric),
  });
  return [drawn];
}

/** The largest total first. */
function rows_of(report, metric) {
  const rows = Object.entries(report.analysis[metric.name].sobol).map(([id, index]) => ({
    title: title_of(report, id),
    ...index,
  }));
  return rows.sort((a, b) => b.total - a.total);
}

function alt(report, metric) {
  const rows = rows_of(report, metric);
  return words('sobol_alt', metric_title(metric), number(rows.length), rows[0]?.title ?? '');
}

function option(report, metric, width) {
  const rows = rows_of(report, metric);
  const ends = (row, order) => row[`${order}_ci95_bootstrap`] ?? [null, null];
  return {
    grid: plot({ top: 36, right: 40 }),
    legend: legend(),
    tooltip: tooltip({
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: ([{ dataIndex: i }]) =>
        tip(
          rows[i].title,
          Object.entries(orders).map(([order, { fill }]) => [
            words(`${order}_order`),
            in_words(rows[i], order),
            color(fill),
          ]),
        ),
    }),
    xAxis: value_axis(''),
    yAxis: category_axis(
      rows.map(({ title }) => title),
      {
        inverse: true,
        axisLabel: { width: width < 600 ? 100 : 240, overflow: width < 600 ? 'truncate' : 'break', interval: 0 },
      },
    ),
    series: Object.entries(orders).flatMap(([order, { fill, offset }]) => [
      {
        type: 'bar',
        name: words(`${order}_order`),
        barWidth: bar_width,
        barGap: '30%',
        itemStyle: { color: color(fill) },
        data: rows.map((row) => row[order]),
      },
      interval_series(
        rows.map((row, at) => ({ at, low: ends(row, order)[0], high: ends(row, order)[1] })),
        { is_horizontal: true, offset },
      ),
    ]),
  };
}

function in_words(row, order) {
  const ends = row[`${order}_ci95_bootstrap`];
  return number(row[order], 3) + (ends ? ` (${ends.map((end) => number(end, 3)).join(' – ')})` : '');
}

function table(report, metric) {
  const columns = Object.keys(orders).flatMap((order) => [
    words(`${order}_order`),
    `${words(`${order}_order`)}: ${words('interval_low')}`,
    `${words(`${order}_order`)}: ${words('interval_high')}`,
  ]);
  return {
    head: [words('factor'), ...columns, words('base_points')],
    rows: rows_of(report, metric).map((row) => [
      row.title,
      ...Object.keys(orders).flatMap((order) => [row[order], ...(row[`${order}_ci95_bootstrap`] ?? [null, null])]),
      row.base_points,
    ]),
  };
}
