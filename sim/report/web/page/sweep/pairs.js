// Two factors against each other: the mean of a metric in each cell.
import { select } from '../dom.js';
import { category_axis, figure, plot, tip, tooltip } from '../figure.js';
import { number } from '../format.js';
import { words } from '../i18n.js';
import { metric_heading, metric_select, metric_title } from '../metrics.js';
import { state } from '../page_state.js';
import { color, heat_colors } from '../palette.js';
import { dimensions, distinct, ends, readable, sampled, value_text } from './data.js';

const most_values = 12;
const parts = 4;

export function pairs(report) {
  const all = dimensions(report);
  const metrics = report.shown;
  if (all.length < 2 || metrics.length === 0) return [];
  const now = state('pairs', { x: all[0].id, y: all[1].id, metric: metrics[0].name });
  const found = () => cells_of(report, now, all, metrics);
  const change = (key) => (value) => {
    now[key] = value;
    drawn.refresh(alt(found()));
  };
  const choose = (key) =>
    select(
      words(`axis_${key}`),
      all.map(({ id, title }) => [id, title]),
      now[key],
      change(key),
    );
  const drawn = figure({
    id: 'pairs',
    title: words('pairs_title'),
    note: sampled(report, words('pairs_note', number(most_values))),
    alt: alt(found()),
    height: 420,
    controls: [choose('x'), choose('y'), metric_select(metrics, now.metric, change('metric'))],
    option: (width) => option(found(), width),
    depends_on_width: true,
    table: () => table(found()),
  });
  return [drawn.element];
}

/** Names of a dimension's classes, and for each variant the number of its class. */
function classes_of(report, dimension) {
  const all = distinct(report, dimension);
  if (!dimension.is_numeric || all.length <= most_values) {
    const number_of = new Map(all.map((value, i) => [value, i]));
    const names = all.map((value) => value_text(dimension, value));
    return { names, class_of: (variant) => number_of.get(dimension.of(variant)) };
  }
  const sorted = report.variants.map(dimension.of).sort((a, b) => a - b);
  const firsts = Array.from({ length: parts }, (_, k) => sorted[Math.floor((k * sorted.length) / parts)]);
  const lasts = firsts.map((_, k) => sorted[Math.floor(((k + 1) * sorted.length) / parts) - 1]);
  const names = firsts.map((first, k) => `${number(first)} – ${number(lasts[k])}`);
  return { names, class_of: (variant) => firsts.findLastIndex((first) => dimension.of(variant) >= first) };
}

function cells_of(report, now, all, metrics) {
  const [x, y] = ['x', 'y'].map((axis) => all.find(({ id }) => id === now[axis]));
  const shown = readable(
    report,
    metrics.find(({ name }) => name === now.metric),
  );
  const [across, upwards] = [x, y].map((dimension) => classes_of(report, dimension));
  const sums = new Map();
  report.variants.forEach((variant, i) => {
    if (shown.values[i] === null) return;
    const [column, row] = [across.class_of(variant), upwards.class_of(variant)];
    const cell = sums.get(`${column}/${row}`) ?? { column, row, sum: 0, count: 0 };
    sums.set(`${column}/${row}`, { ...cell, sum: cell.sum + shown.values[i], count: cell.count + 1 });
  });
  const cells = [...sums.values()].map((cell) => ({ ...cell, mean: cell.sum / cell.count }));
  return { x, y, across: across.names, upwards: upwards.names, shown, cells };
}

function alt({ x, y, shown, cells }) {
  const range = ends(cells.map(({ mean }) => mean)).map(shown.text);
  return words('pairs_alt', metric_title(shown.metric), x.title, y.title, ...range);
}

function option({ x, y, across, upwards, shown, cells }, width) {
  const [least, most] = ends(cells.map(({ mean }) => mean));
  const share = (mean) => (most > least ? (mean - least) / (most - least) : 0);
  const cell_width = (width - 140) / across.length;
  return {
    grid: plot({ top: 8, bottom: 60, outerBoundsContain: 'all' }),
    tooltip: tooltip({
      formatter: ({ data: { cell } }) =>
        tip(`${x.title}: ${across[cell.column]}; ${y.title}: ${upwards[cell.row]}`, [
          [metric_title(shown.metric), shown.text(cell.mean)],
          [words('variants'), number(cell.count)],
        ]),
    }),
    visualMap: {
      type: 'continuous',
      min: least,
      max: most > least ? most : least + 1,
      dimension: 2,
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      itemHeight: 180,
      itemWidth: 12,
      inRange: { color: heat_colors },
      text: [shown.text(most), number(least, shown.decimals)],
      textStyle: { color: color('ink') },
      formatter: (value) => number(value, shown.decimals),
    },
    xAxis: category_axis(across, {
      name: x.title,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: { color: color('ink') },
      nameTruncate: { maxWidth: width - 120 },
      axisLabel: { interval: 0, width: cell_width - 4, overflow: 'truncate', hideOverlap: true },
    }),
    yAxis: category_axis(upwards, {
      name: y.title,
      nameLocation: 'middle',
      nameGap: 12,
      nameTextStyle: { color: color('ink') },
      nameTruncate: { maxWidth: 280 },
      axisLabel: { width: width < 600 ? 76 : 150, overflow: 'truncate' },
    }),
    series: [
      {
        type: 'heatmap',
        progressive: 0,
        data: cells.map((cell) => ({
          value: [cell.column, cell.row, cell.mean],
          cell,
          label: { color: share(cell.mean) > 0.55 ? '#000' : '#fff' },
        })),
        label: {
          show: cell_width > 44 && upwards.length <= 14,
          formatter: ({ data: { cell } }) => number(cell.mean, shown.decimals),
        },
        itemStyle: { borderColor: color('card'), borderWidth: 1 },
      },
    ],
  };
}

function table({ x, y, across, upwards, shown, cells }) {
  return {
    head: [x.title, y.title, metric_heading(shown.metric, shown.scale), words('variants')],
    rows: cells.map(({ column, row, mean, count }) => [across[column], upwards[row], mean, count]),
  };
}
