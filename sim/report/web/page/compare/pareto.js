// Two metrics against each other, so that what one gains and the other loses can be seen.
import { select } from '../dom.js';
import { figure, legend, tip, tooltip, value_axis } from '../figure.js';
import { isolated, number, tick } from '../format.js';
import { words } from '../i18n.js';
import { place_labels } from '../labels.js';
import { metric_scale, metric_title, with_unit } from '../metrics.js';
import { state } from '../page_state.js';
import { color, filled, hollow } from '../palette.js';

const margin = { top: 60, left: 72, right: 34, bottom: 52 };

export function pareto(report) {
  const metrics = report.pareto_metrics.map((name) => report.by_name.get(name)).filter(Boolean);
  if (metrics.length < 2 || report.labels.length < 2) return [];
  const now = state('pareto', { x: metrics[0].name, y: metrics[1].name });
  const shown = () => [report.by_name.get(now.x), report.by_name.get(now.y)];
  const choose = (axis) =>
    select(
      words(`axis_${axis}`),
      metrics.map((metric) => [metric.name, metric_title(metric)]),
      now[axis],
      (name) => {
        now[axis] = name;
        drawn.refresh(alt(report, ...shown()));
      },
    );
  const drawn = figure({
    id: 'pareto',
    title: words('pareto_title'),
    note: words('pareto_note', metrics.map(metric_title).join(words('list_comma'))),
    alt: alt(report, ...shown()),
    height: 440,
    controls: [choose('x'), choose('y')],
    option: (width, height) => option(report, shown(), width, height),
    depends_on_width: true,
    table: () => table(report, metrics),
  });
  return [drawn.element];
}

function alt(report, x, y) {
  const set = report.variants.filter((variant) => variant.in_pareto_set).map(({ label }) => isolated(label));
  return words(
    'pareto_alt',
    number(report.labels.length),
    metric_title(x),
    metric_title(y),
    set.join(words('list_comma')),
  );
}

/** Round ends a little beyond the values, with a round step between them. */
function extent(values) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = most - least || Math.abs(most) || 1;
  const size = 10 ** Math.floor(Math.log10(span / 4));
  const interval = size * [1, 2, 5, 10].find((factor) => factor * size * 5 >= span);
  const clean = (value) => Number(value.toPrecision(12));
  return {
    min: clean(interval * Math.floor((least - 0.05 * span) / interval)),
    max: clean(interval * Math.ceil((most + 0.05 * span) / interval)),
    interval,
  };
}

function axis_of(metric) {
  const means = metric.of.map(({ mean }) => mean);
  const scale = metric_scale(metric, means);
  const values = means.map((mean) => mean * scale.factor);
  return { metric, scale, values, ...extent(values) };
}

function axis_option({ metric, scale, min, max, interval }, more) {
  return value_axis(
    `${metric_title(metric)}${scale.name ? `, ${scale.name}` : ''} (${words(`better_${metric.better}`)})`,
    {
      min,
      max,
      interval,
      axisLabel: { color: color('muted'), formatter: tick, hideOverlap: true },
      ...more,
    },
  );
}

function option(report, metrics, width, height) {
  const [x, y] = metrics.map(axis_of);
  const frame = { left: margin.left, top: margin.top, right: width - margin.right, bottom: height - margin.bottom };
  const px = (value, { min, max }, from, to) => from + ((value - min) / (max - min)) * (to - from);
  const marks = report.labels.map((label, i) => ({
    text: shortened(label),
    size: 12,
    radius: 8,
    x: px(x.values[i], x, frame.left, frame.right),
    y: px(y.values[i], y, frame.bottom, frame.top),
  }));
  const sides = place_labels(marks, frame);
  const group = (is_member) => ({
    type: 'scatter',
    name: words(is_member ? 'in_pareto_set' : 'not_in_pareto_set'),
    symbol: is_member ? 'diamond' : 'circle',
    symbolSize: is_member ? 16 : 10,
    itemStyle: is_member ? filled('accent') : hollow('series-7'),
    data: report.variants.flatMap((variant, i) =>
      variant.in_pareto_set === is_member ? [point(i, x, y, marks[i].text, sides[i])] : [],
    ),
  });
  return {
    grid: { ...margin, outerBoundsMode: 'none' },
    legend: legend(),
    tooltip: tooltip({
      formatter: ({ data: { index: i } }) =>
        tip(
          report.labels[i],
          [x, y].map(({ metric, scale, values }) => [metric_title(metric), with_unit(values[i], scale)]),
        ),
    }),
    xAxis: axis_option(x, {
      nameLocation: 'middle',
      nameGap: 30,
      nameTextStyle: { color: color('muted'), align: 'center' },
    }),
    yAxis: axis_option(y, {
      nameLocation: 'end',
      nameTextStyle: { color: color('muted'), align: 'left', padding: [0, 0, 0, -margin.left] },
    }),
    series: [group(false), group(true)],
  };
}

function point(index, x, y, text, side) {
  return {
    index,
    value: [x.values[index], y.values[index]],
    label: {
      show: side !== null,
      formatter: () => text,
      position: side ?? 'right',
      distance: 4,
      color: color('ink'),
      fontSize: 12,
    },
  };
}

const shortened = (label) => (label.length > 28 ? `${label.slice(0, 27)}…` : label);

function table(report, metrics) {
  const scales = metrics.map(axis_of);
  return {
    head: [
      words('variant'),
      words('pareto'),
      ...scales.map(({ metric, scale }) => `${metric_title(metric)}${scale.name ? `, ${scale.name}` : ''}`),
    ],
    rows: report.variants.map(({ label, in_pareto_set }, i) => [
      label,
      in_pareto_set ? '◆' : '',
      ...scales.map(({ values }) => values[i]),
    ]),
  };
}
