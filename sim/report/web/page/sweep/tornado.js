// From the least to the greatest mean of a level, the widest factor first.
import { category_axis, plot, tip, tooltip, value_axis } from '../figure.js';
import { percent, tick } from '../format.js';
import { words } from '../i18n.js';
import { metric_figure, metric_heading, metric_title } from '../metrics.js';
import { color } from '../palette.js';
import { analysed, effects_of, level_text, title_of } from './data.js';
import { effect_scale } from './headline.js';

export function tornado(report) {
  const metrics = analysed(report);
  if (metrics.length === 0) return [];
  const drawn = metric_figure(metrics, {
    id: 'tornado',
    title: words('tornado_title'),
    note: words('tornado_note'),
    alt: (metric) => alt(report, metric),
    height: 90 + 42 * Object.keys(report.analysis[metrics[0].name].effects).length,
    option: (metric, width) => option(report, metric, width),
    depends_on_width: true,
    table: (metric) => table(report, metric),
  });
  return [drawn];
}

function alt(report, metric) {
  const { text } = effect_scale(report, metric);
  const parts = effects_of(report, metric).map(
    ([id, { least, most }]) => `${title_of(report, id)} ${words('range_text', text(least), text(most))}`,
  );
  return words('tornado_alt', metric_title(metric), parts.join('; '));
}

/** Names of the levels at the ends of a bar. */
function levels_at_ends({ levels }) {
  const by_mean = [...levels].sort((a, b) => a.mean - b.mean);
  return [by_mean[0], by_mean.at(-1)].map((level) => (level ? level_text(level) : ''));
}

function option(report, metric, width) {
  const effects = effects_of(report, metric);
  const { scale, text } = effect_scale(report, metric);
  const found = report.analysis[metric.name];
  const data = effects.map(([, { least, most }], i) => [least * scale.factor, most * scale.factor, i]);
  const [low, high] = [Math.min(...data.map(([a]) => a)), Math.max(...data.map(([, b]) => b))];
  const room = (high - low || Math.abs(high) || 1) * (width < 600 ? 0.3 : 0.12); // for the names at the ends
  return {
    grid: plot({ top: 8, bottom: 28 }),
    tooltip: tooltip({
      formatter: ({ dataIndex: i }) => tip_of(title_of(report, effects[i][0]), effects[i][1], text),
    }),
    xAxis: value_axis(metric_heading(metric, scale), {
      min: low - room,
      max: high + room,
      axisLabel: {
        color: color('muted'),
        showMinLabel: false,
        showMaxLabel: false,
        hideOverlap: true,
        formatter: tick,
      },
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: color('muted'), align: 'center' },
    }),
    yAxis: category_axis(
      effects.map(([id]) => title_of(report, id)),
      {
        inverse: true,
        axisLabel: { width: width < 600 ? 90 : 240, overflow: width < 600 ? 'truncate' : 'break', interval: 0 },
      },
    ),
    series: [
      {
        type: 'custom',
        data,
        encode: { x: [0, 1], y: 2 },
        renderItem: (params, api) => bar(api, levels_at_ends(effects[params.dataIndex][1])),
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: color('ink'), type: 'solid', width: 1 },
          data: [{ xAxis: found.mean * scale.factor }],
        },
      },
    ],
  };
}

function bar(api, names) {
  const [from, to] = [0, 1].map((end) => api.coord([api.value(end), api.value(2)]));
  const height = Math.min(22, api.size([0, 1])[1] * 0.6);
  const name = (text, x, align) => ({
    type: 'text',
    style: {
      text: text.length > 18 ? `${text.slice(0, 17)}…` : text,
      x,
      y: from[1],
      fill: color('muted'),
      align,
      verticalAlign: 'middle',
      fontSize: 11,
    },
  });
  return {
    type: 'group',
    children: [
      {
        type: 'rect',
        shape: { x: from[0], y: from[1] - height / 2, width: Math.max(to[0] - from[0], 1), height },
        style: { fill: color('accent'), opacity: 0.8 },
      },
      name(names[0], from[0] - 5, 'right'),
      name(names[1], to[0] + 5, 'left'),
    ],
  };
}

function tip_of(title, effect, text) {
  const [low, high] = levels_at_ends(effect);
  return tip(title, [
    [low, text(effect.least)],
    [high, text(effect.most)],
    [words('range'), text(effect.range)],
    [words('of_variance'), percent(effect.variance_share)],
  ]);
}

function table(report, metric) {
  const { scale } = effect_scale(report, metric);
  return {
    head: [
      words('factor'),
      ...['lowest', 'highest', 'range'].map((key) => `${words(key)}, ${scale.name}`),
      words('of_variance'),
    ],
    rows: effects_of(report, metric).map(([id, { least, most, range, variance_share }]) => [
      title_of(report, id),
      ...[least, most, range].map((value) => value * scale.factor),
      100 * variance_share,
    ]),
  };
}
