// With a bound: how far each variant is from what no policy can beat.
import { category_axis, figure, plot, tip, tooltip, value_axis } from '../figure.js';
import { number } from '../format.js';
import { words, words_or } from '../i18n.js';
import { interval_series } from '../intervals.js';
import { color } from '../palette.js';
import { metric_scale } from '../metrics.js';

export function gap(report) {
  const metric = report.by_name.get('gap');
  if (!metric) return [];
  const means = metric.of.map(({ mean }) => mean);
  const aim = report.bound?.aim ?? '';
  const ends = [Math.min(...means), Math.max(...means)].map((value) => `${number(value)} %`);
  const drawn = figure({
    id: 'gap',
    title: words('gap_title'),
    note: words('gap_note', words_or(`aim_${aim}`, aim)),
    alt: words('gap_alt', ...ends),
    height: 80 + 28 * report.labels.length,
    option: (width) => option(report, metric, width),
    depends_on_width: true,
    table: () => table(report, metric),
  });
  return [drawn.element];
}

function option(report, metric, width) {
  const interval = (i) => metric.of[i].ci95_student ?? [null, null];
  return {
    grid: plot({ top: 8, right: 56, bottom: 8 }),
    tooltip: tooltip({
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: ([{ dataIndex: i }]) =>
        tip(report.labels[i], [
          [words('mean'), `${number(metric.of[i].mean)} %`],
          [words('interval_95'), metric.of[i].ci95_student?.map((end) => `${number(end)} %`).join(' – ') ?? '–'],
        ]),
    }),
    xAxis: value_axis('%'),
    yAxis: category_axis(report.labels, {
      inverse: true,
      axisLabel: { width: width < 600 ? 100 : 220, overflow: 'truncate', interval: 0 },
    }),
    series: [
      {
        type: 'bar',
        barMaxWidth: 18,
        itemStyle: { color: color('accent'), opacity: 0.75 },
        data: metric.of.map(({ mean }) => mean),
      },
      interval_series(
        metric.of.map((_, at) => ({ at, low: interval(at)[0], high: interval(at)[1] })),
        { is_horizontal: true },
      ),
    ],
  };
}

/** The gap of every seed, and in the last row the bound it is measured from. */
function table(report, metric) {
  const score = report.by_name.get('score');
  const bounds = report.bound?.by_seed ?? [];
  const scale = metric_scale(score ?? { name: 'score', unit: '' }, bounds);
  return {
    head: [words('variant'), ...report.seeds.map((seed) => `${words('seed')} ${seed}, %`), `${words('mean')}, %`],
    rows: [
      ...report.labels.map((label, i) => [label, ...report.values(metric, i), metric.of[i].mean]),
      ...(bounds.length
        ? [[`${words('bound')}, ${scale.name}`, ...bounds.map((bound) => bound * scale.factor), null]]
        : []),
    ],
  };
}
