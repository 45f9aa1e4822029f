// Main effects: a small chart for each factor, all with one scale.
import { select } from '../dom.js';
import { category_axis, figure, tip, tooltip, value_axis } from '../figure.js';
import { number, tick } from '../format.js';
import { words } from '../i18n.js';
import { wrapped } from '../labels.js';
import { interval_series } from '../intervals.js';
import { metric_heading, metric_select, metric_title } from '../metrics.js';
import { state } from '../page_state.js';
import { color } from '../palette.js';
import { analysed, effects_of, level_text, title_of } from './data.js';
import { effect_scale } from './headline.js';

/** The mean of a level, or what it differs by from the mean of all, which the weather of a seed moves less. */
const views = {
  mean: { of: (level) => level.mean, interval: (level) => level.ci95_student, line: (found) => found.mean },
  to_all: { of: (level) => level.to_all, interval: (level) => level.to_all_ci95_student, line: () => 0 },
};

const panel = { width: 260, height: 264 };

export function effects(report) {
  const metrics = analysed(report);
  if (metrics.length === 0) return [];
  const now = state('effects', { metric: metrics[0].name, shown: 'mean' });
  const metric = () => metrics.find(({ name }) => name === now.metric);
  const count = Object.keys(report.analysis[metrics[0].name].effects).length;
  const change = (key) => (value) => {
    now[key] = value;
    drawn.refresh(alt(report, metric()));
  };
  const drawn = figure({
    id: 'effects',
    title: words('effects_title'),
    note: words('effects_note'),
    alt: alt(report, metric()),
    height: (width) => 30 + panel.height * Math.ceil(count / columns(width, count)),
    controls: [
      metric_select(metrics, now.metric, change('metric')),
      select(
        words('effects_shown'),
        Object.keys(views).map((id) => [id, words(`effects_${id}`)]),
        now.shown,
        change('shown'),
      ),
    ],
    option: (width) => option(report, metric(), views[now.shown], width),
    depends_on_width: true,
    table: () => table(report, metric()),
  });
  return [drawn.element];
}

const columns = (width, count) => Math.max(1, Math.min(count, Math.floor(width / panel.width)));

function alt(report, metric) {
  const effects = effects_of(report, metric);
  return words('effects_alt', metric_title(metric), number(effects.length), title_of(report, effects[0]?.[0] ?? ''));
}

/** One y axis for all: from the lowest end of an interval to the highest. */
function common_range(effects, factor, view) {
  const values = effects.flatMap(([, { levels }]) =>
    levels.flatMap((level) => [view.of(level), ...(view.interval(level) ?? [])]),
  );
  const [least, most] = [Math.min(...values) * factor, Math.max(...values) * factor];
  const room = (most - least || Math.abs(most) || 1) * 0.06;
  return { min: least - room, max: most + room };
}

function option(report, metric, view, width) {
  const effects = effects_of(report, metric);
  const { scale, text } = effect_scale(report, metric);
  const range = common_range(effects, scale.factor, view);
  const across = columns(width, effects.length);
  const cell = width / across;
  const grids = effects.map((_, i) => ({
    left: (i % across) * cell + 8,
    top: 30 + Math.floor(i / across) * panel.height,
    width: cell - 24,
    height: panel.height - 64,
    outerBoundsMode: 'same',
    outerBoundsContain: 'axisLabel',
  }));
  return {
    grid: grids,
    tooltip: tooltip({ formatter: ({ data }) => tip_of(report, effects[data.panel], data.level, text) }),
    xAxis: effects.map(([id, { levels }], i) => level_axis(levels, title_of(report, id), i, cell)),
    yAxis: effects.map((_, i) => panel_axis(range, i, i % across === 0 ? scale.name : '')),
    series: effects.flatMap(([, { levels }], i) =>
      panel_series(levels, i, scale, view, view.line(report.analysis[metric.name])),
    ),
  };
}

function level_axis(levels, title, gridIndex, cell) {
  const width = (cell - 60) / levels.length;
  return category_axis(
    levels.map((level) => two_lines(wrapped(level_text(level), width, 11))),
    {
      gridIndex,
      name: wrapped(title, cell - 70),
      nameLocation: 'middle',
      nameGap: 40,
      nameTextStyle: { color: color('ink'), fontWeight: 600 },
      nameTruncate: { maxWidth: cell - 70 },
      axisLabel: { interval: 0, width, overflow: 'truncate', lineHeight: 13, fontSize: 11 },
    },
  );
}

/** Labels of one height, so that all panels have one too. */
const two_lines = (text) => (text.includes('\n') ? text : `${text}\n `);

function panel_axis(range, gridIndex, name) {
  return value_axis(name, {
    gridIndex,
    ...range,
    splitNumber: 4,
    axisLabel: { color: color('muted'), formatter: tick, showMinLabel: false, showMaxLabel: false },
  });
}

function panel_series(levels, index, { factor }, view, line) {
  const axes = { xAxisIndex: index, yAxisIndex: index };
  const end = (interval, which) => (interval ? interval[which] * factor : null);
  return [
    {
      type: 'line',
      ...axes,
      symbol: 'circle',
      symbolSize: 9,
      lineStyle: { color: color('accent'), width: 1.5 },
      itemStyle: { color: color('accent') },
      data: levels.map((level, k) => ({ value: view.of(level) * factor, panel: index, level: k })),
      markLine: {
        silent: true,
        symbol: 'none',
        label: { show: false },
        lineStyle: { color: color('muted'), type: 'dashed', width: 1 },
        data: [{ yAxis: line * factor }],
      },
    },
    interval_series(
      levels.map((level, at) => ({ at, low: end(view.interval(level), 0), high: end(view.interval(level), 1) })),
      axes,
    ),
  ];
}

function tip_of(report, [id, { levels }], index, text) {
  const level = levels[index];
  return tip(`${title_of(report, id)}: ${level_text(level)}`, [
    [words('mean_head'), text(level.mean)],
    [words('interval_95'), level.ci95_student?.map(text).join(' – ') ?? words('no_interval')],
    [words('to_all'), text(level.to_all)],
    [words('variants'), number(level.variants)],
  ]);
}

function table(report, metric) {
  const { scale } = effect_scale(report, metric);
  const scaled = (value) => (value === null || value === undefined ? null : value * scale.factor);
  return {
    head: [
      words('factor'),
      words('level'),
      metric_heading(metric, scale),
      ...['interval_low', 'interval_high', 'to_all', 'variants'].map((key) => words(key)),
    ],
    rows: effects_of(report, metric).flatMap(([id, { levels }]) =>
      levels.map((level) => [
        title_of(report, id),
        level_text(level),
        scaled(level.mean),
        scaled(level.ci95_student?.[0]),
        scaled(level.ci95_student?.[1]),
        scaled(level.to_all),
        level.variants,
      ]),
    ),
  };
}
