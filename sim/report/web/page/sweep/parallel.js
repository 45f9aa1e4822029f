// Parallel coordinates: a line for each variant over its factors and metrics. ECharts has a component for this, of
// 24 KB; lines over the categories of an ordinary axis do as well.
import { element, select, slider } from '../dom.js';
import { category_axis, figure, plot, tip, tooltip } from '../figure.js';
import { number } from '../format.js';
import { words } from '../i18n.js';
import { metric_heading, metric_select, metric_title } from '../metrics.js';
import { state } from '../page_state.js';
import { color, line_heat } from '../palette.js';
import { dimensions, distinct, readable, sampled, value_text } from './data.js';

const axis_px = 88; // the least that an axis and its labels take
const steps = 100; // of the sliders

export function parallel(report) {
  const metrics = report.shown;
  if (metrics.length === 0) return [];
  const axes = [
    ...dimensions(report).map((dimension) => factor_axis(report, dimension)),
    ...metrics.map((metric) => metric_axis(report, metric)),
  ];
  const now = state('parallel', { color: metrics[0].name, axis: axes[0].id, filters: {} });
  const context = { report, axes, now, by_color: () => readable(report, metric_of(metrics, now.color)) };
  const alt = () =>
    words(
      'parallel_alt',
      number(report.variants.length),
      number(axes.length),
      metric_title(metric_of(metrics, now.color)),
    );
  const refresh = () => {
    controls.show();
    drawn.refresh(alt());
  };
  const controls = filter_controls(context, refresh);
  const drawn = figure({
    id: 'parallel',
    title: words('parallel_title'),
    note: sampled(report, words('parallel_note')),
    alt: alt(),
    height: 440,
    min_width: axis_px * axes.length,
    controls: [
      metric_select(
        metrics,
        now.color,
        (name) => {
          now.color = name;
          refresh();
        },
        words('color_by'),
      ),
      ...controls.nodes,
    ],
    option: (width) => option(context, width),
    depends_on_width: true,
    on_chart: (chart) => brush_axes(chart, context, refresh),
    table: () => table(context),
  });
  controls.show();
  return [drawn.element];
}

const metric_of = (metrics, wanted) => metrics.find(({ name }) => name === wanted);

/** An axis: where each variant stands on it, from 0 to 1 or null, the names beside it, and a place on it in words. */
function factor_axis(report, dimension) {
  const all = distinct(report, dimension);
  const base = { id: `factor ${dimension.id}`, title: dimension.title };
  const texts = report.variants.map((variant) => value_text(dimension, dimension.of(variant)));
  if (dimension.is_numeric) return { ...base, texts, ...along(report.variants.map(dimension.of), number, all) };
  const place = new Map(all.map((value, i) => [value, all.length > 1 ? i / (all.length - 1) : 0.5]));
  const nearest = (share) => String(all[Math.round(share * (all.length - 1))]);
  return {
    ...base,
    texts,
    at: report.variants.map((variant) => place.get(dimension.of(variant))),
    ticks: all.length <= most_ticks ? all.map((value) => [place.get(value), String(value)]) : [],
    in_words: nearest,
  };
}

function metric_axis(report, metric) {
  const shown = readable(report, metric);
  return {
    id: `metric ${metric.name}`,
    title: metric_heading(metric, shown.scale),
    texts: shown.values.map((value) => (value === null ? '–' : number(value, shown.decimals))),
    ...along(shown.values, (value) => number(value, shown.decimals)),
  };
}

const most_ticks = 12;

/** @param marks  Values to name on the axis, if they are few; otherwise quarters are. */
function along(values, in_words, marks = []) {
  const known = values.filter((value) => value !== null);
  const [least, most] = known.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Infinity, -Infinity],
  );
  const at = (value) => (value === null ? null : most > least ? (value - least) / (most - least) : 0.5);
  const value_at = (share) => in_words(least + share * (most - least));
  const quarters =
    most > least ? [0, 0.25, 0.5, 0.75, 1].map((share) => [share, value_at(share)]) : [[0.5, in_words(least)]];
  const is_named = marks.length > 0 && marks.length <= most_ticks;
  const ticks = is_named ? marks.map((value) => [at(value), in_words(value)]) : quarters;
  return { at: values.map(at), ticks, in_words: value_at };
}

const slack = 1e-6;

function is_left({ axes, now }, variant) {
  return axes.every(({ id, at }) => {
    const filter = now.filters[id];
    return !filter || (at[variant] !== null && at[variant] >= filter[0] - slack && at[variant] <= filter[1] + slack);
  });
}

/** For those who do not drag: an axis, two sliders, and a sentence that says what they did. */
function filter_controls(context, refresh) {
  const { report, axes, now } = context;
  const axis = () => axes.find(({ id }) => id === now.axis) ?? axes[0];
  const filter = () => now.filters[axis().id] ?? [0, 1];
  const in_words = (step) => axis().in_words(step / steps);
  const set = (end) => (step) => {
    const to = [...filter()];
    to[end] = step / steps;
    set_filter(now, axis().id, to);
    refresh();
  };
  const sliders = ['filter_from', 'filter_to'].map((key, end) =>
    slider(words(key), steps, filter()[end] * steps, in_words, set(end)),
  );
  const sentence = element('p', { class: 'sentence', role: 'status' });
  const choice = select(
    words('filter_axis'),
    axes.map(({ id, title }) => [id, title]),
    now.axis,
    (id) => {
      now.axis = id;
      show();
    },
  );
  const show_all = () => {
    now.filters = {};
    refresh();
  };
  const clear = element('button', { type: 'button', onclick: show_all }, words('filter_clear'));
  const show = () => {
    choice.querySelector('select').value = axis().id;
    sliders.forEach(({ show: move }, end) => move(Math.round(filter()[end] * steps)));
    const left = report.variants.filter((_, i) => is_left(context, i)).length;
    const all = number(report.variants.length);
    sentence.textContent =
      Object.keys(now.filters).length > 0 ? words('filter_left', number(left), all) : words('filter_none', all);
  };
  return { nodes: [choice, ...sliders.map(({ node }) => node), clear, sentence], show };
}

/** Ends in order; the whole axis is no filter. */
function set_filter(now, id, ends) {
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  if (low <= 0 && high >= 1) delete now.filters[id];
  else now.filters[id] = [low, high];
}

/** Dragging along an axis keeps what passes there; a click on it lets all pass again. */
function brush_axes(chart, { axes, now }, refresh) {
  const place = ({ offsetX, offsetY }) => chart.convertFromPixel({ gridIndex: 0 }, [offsetX, offsetY]);
  const clipped = (share) => Math.max(0, Math.min(1, share));
  let drag = null;
  chart.getZr().on('mousedown', (event) => {
    const [x, y] = place(event);
    const axis = axes[Math.round(x)];
    if (axis && Math.abs(x - Math.round(x)) < 0.2 && y > -0.05 && y < 1.05) drag = { axis, from: clipped(y), to: null };
  });
  chart.getZr().on('mousemove', (event) => {
    if (drag) drag.to = clipped(place(event)[1]);
  });
  chart.getZr().on('mouseup', () => {
    if (!drag) return;
    const { axis, from, to } = drag;
    drag = null;
    now.axis = axis.id;
    if (to === null || Math.abs(to - from) < 0.01) delete now.filters[axis.id];
    else set_filter(now, axis.id, [from, to]);
    refresh();
  });
}

function option(context, width) {
  const { report, axes, now, by_color } = context;
  const shown = by_color();
  const numbers = report.variants.map((_, i) => i);
  const left = numbers.filter((i) => is_left(context, i));
  const is_filtered = left.length < numbers.length;
  const others = is_filtered ? numbers.filter((i) => !is_left(context, i)) : [];
  const share = (i) => (shown.most > shown.least ? (shown.values[i] - shown.least) / (shown.most - shown.least) : 0.5);
  const fill = (i) => (shown.values[i] === null ? color('muted') : line_heat(share(i)));
  return {
    grid: plot({ top: 16, left: 24, right: 64, bottom: 62 }),
    tooltip: tooltip({ formatter: ({ data }) => (data?.variant === undefined ? '' : tip_of(axes, data.variant)) }),
    visualMap: color_bar(shown),
    xAxis: category_axis(
      axes.map(({ title }) => title),
      {
        boundaryGap: false,
        splitLine: { show: true, lineStyle: { color: color('muted') } },
        axisLine: { show: false },
        axisLabel: {
          interval: 0,
          color: color('ink'),
          width: (width - 90) / axes.length - 4,
          overflow: 'break',
          lineOverflow: 'truncate',
          height: 44,
          lineHeight: 14,
          fontSize: 11,
        },
      },
    ),
    yAxis: { type: 'value', min: 0, max: 1, show: false },
    series: [
      { type: 'scatter', data: [] }, // what the bar of colours belongs to
      lines(axes, others, () => color('muted'), 0.06, { silent: true }),
      lines(axes, left, fill, Math.max(0.15, Math.min(0.9, 0.8 * Math.sqrt(100 / Math.max(left.length, 1)))), { z: 3 }),
      bands(axes, now.filters),
      ticks(axes),
    ],
  };
}

function color_bar(shown) {
  return {
    type: 'continuous',
    seriesIndex: 0,
    min: shown.least,
    max: shown.most > shown.least ? shown.most : shown.least + 1,
    orient: 'horizontal',
    left: 'center',
    bottom: 0,
    itemHeight: 180,
    itemWidth: 12,
    inRange: { color: [0, 0.25, 0.5, 0.75, 1].map(line_heat) },
    text: [shown.text(shown.most), number(shown.least, shown.decimals)],
    textStyle: { color: color('ink') },
  };
}

function lines(axes, variants, fill, opacity, more) {
  return {
    type: 'lines',
    coordinateSystem: 'cartesian2d',
    polyline: true,
    progressive: 0,
    data: variants.map((variant) => ({
      variant,
      coords: axes.flatMap(({ at }, i) => (at[variant] === null ? [] : [[i, at[variant]]])),
      lineStyle: { color: fill(variant), opacity, width: 1.5 },
    })),
    emphasis: { lineStyle: { width: 4, opacity: 1 } },
    ...more,
  };
}

/** What each filter lets pass, as a bar on its axis. */
function bands(axes, filters) {
  const shown = axes.flatMap(({ id }, i) => (filters[id] ? [[i, ...filters[id]]] : []));
  return {
    type: 'lines',
    coordinateSystem: 'cartesian2d',
    polyline: true,
    silent: true,
    z: 4,
    data: shown.map(([i, low, high]) => ({ coords: [[i, low], [i, high]] })), // prettier-ignore
    lineStyle: { color: color('accent'), width: 10, opacity: 0.55 },
  };
}

function ticks(axes) {
  return {
    type: 'scatter',
    silent: true,
    symbolSize: 4,
    z: 5,
    itemStyle: { color: color('ink') },
    data: axes.flatMap((axis, i) =>
      axis.ticks.map(([share, text]) => ({
        value: [i, share],
        label: {
          show: true,
          formatter: () => (text.length > 11 ? `${text.slice(0, 10)}…` : text),
          position: 'right',
          distance: 3,
          fontSize: 11,
          color: color('ink'),
          backgroundColor: color('card'),
          padding: [1, 2],
        },
      })),
    ),
  };
}

const tip_of = (axes, variant) =>
  tip(
    `${words('variant')} ${number(variant + 1)}`,
    axes.map(({ title, texts }) => [title, texts[variant]]),
  );

/** The variants that are left. */
function table(context) {
  const { report, axes } = context;
  const left = report.variants.map((_, i) => i).filter((i) => is_left(context, i));
  return { head: axes.map(({ title }) => title), rows: left.map((i) => axes.map(({ texts }) => texts[i])) };
}
