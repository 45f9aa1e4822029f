// Morris screening: how much a factor moves a metric, against how much that depends on the others.
import { plot, tip, tooltip, value_axis } from '../figure.js';
import { number } from '../format.js';
import { words } from '../i18n.js';
import { interval_series } from '../intervals.js';
import { metric_figure, metric_heading, metric_scale, metric_title, with_unit } from '../metrics.js';
import { color, line_style } from '../palette.js';
import { analysed, title_of } from './data.js';

export function morris(report) {
  const metrics = analysed(report).filter(({ name }) => report.analysis[name].morris);
  if (metrics.length === 0) return [];
  const drawn = metric_figure(metrics, {
    id: 'morris',
    title: words('morris_title'),
    note: words('morris_note'),
    alt: (metric) => alt(report, metric),
    height: 400,
    option: (metric) => option(report, metric),
    table: (metric) => table(report, metric),
  });
  return [drawn];
}

/** The largest first. */
function rows_of(report, metric) {
  const found = Object.entries(report.analysis[metric.name].morris);
  const scale = metric_scale(
    metric,
    found.flatMap(([, { mu_star, sigma }]) => [mu_star, sigma]),
  );
  const rows = found.map(([id, effect]) => ({ title: title_of(report, id), ...effect }));
  return { scale, rows: rows.sort((a, b) => b.mu_star - a.mu_star) };
}

function alt(report, metric) {
  const { rows } = rows_of(report, metric);
  return words('morris_alt', metric_title(metric), number(rows.length), rows[0]?.title ?? '');
}

function option(report, metric) {
  const { rows, scale } = rows_of(report, metric);
  const at = (value) => (value === null || value === undefined ? null : value * scale.factor);
  const fill = (i) => line_style(i).color;
  return {
    grid: plot({ top: 36, bottom: 28 }),
    tooltip: tooltip({
      formatter: ({ dataIndex: i }) =>
        tip(rows[i].title, [
          ['μ*', with_unit(at(rows[i].mu_star), scale)],
          [
            words('interval_95'),
            rows[i].mu_star_ci95_bootstrap?.map((end) => with_unit(at(end), scale)).join(' – ') ?? '–',
          ],
          ['μ', with_unit(at(rows[i].mu), scale)],
          ['σ', with_unit(at(rows[i].sigma), scale)],
        ]),
    }),
    xAxis: value_axis(`μ*: ${metric_heading(metric, scale)}`, {
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: color('muted'), align: 'center' },
    }),
    yAxis: value_axis(`σ${scale.name ? `, ${scale.name}` : ''}`),
    series: [
      interval_series(
        rows.map(({ sigma, mu_star_ci95_bootstrap: ends }, i) => ({
          at: at(sigma),
          low: at(ends?.[0]),
          high: at(ends?.[1]),
          fill: fill(i),
        })),
        { is_horizontal: true },
      ),
      {
        type: 'scatter',
        symbolSize: 12,
        z: 4,
        data: rows.map(({ mu_star, sigma, title }, i) => ({
          value: [at(mu_star), at(sigma)],
          itemStyle: { color: fill(i) },
          label: {
            show: true,
            formatter: () => (title.length > 24 ? `${title.slice(0, 23)}…` : title),
            position: 'top',
            color: color('ink'),
          },
        })),
      },
    ],
  };
}

function table(report, metric) {
  const { rows, scale } = rows_of(report, metric);
  const in_unit = (name) => `${name}${scale.name ? `, ${scale.name}` : ''}`;
  const at = (value) => (value === null || value === undefined ? null : value * scale.factor);
  return {
    head: [
      words('factor'),
      in_unit('μ*'),
      words('interval_low'),
      words('interval_high'),
      in_unit('μ'),
      in_unit('σ'),
      words('trajectories'),
    ],
    rows: rows.map(({ title, mu_star, mu_star_ci95_bootstrap: ends, mu, sigma, trajectories }) => [
      title,
      at(mu_star),
      at(ends?.[0]),
      at(ends?.[1]),
      at(mu),
      at(sigma),
      trajectories,
    ]),
  };
}
