// A year by days: the band from least to greatest hour, and behind each day its hours. Never a band of 8,760 points.
import { element, select, slider } from '../dom.js';
import { category_axis, figure, legend, mark_line, plot, tip, tooltip, value_axis } from '../figure.js';
import { iso, name_of, number, time } from '../format.js';
import { words } from '../i18n.js';
import { state } from '../page_state.js';
import { color } from '../palette.js';
import { present, quantities } from './quantities.js';
import { by_day, days_of, time_at } from './series.js';

const days_shown = 7;

export function daily(report) {
  return day_figures(report, {
    id: 'daily',
    title: words('daily_title'),
    quantities: Object.keys(quantities).filter((id) => quantities[id].of === 'hub'),
  });
}

/**
 * Two figures: days, and the hours around the day that the reader picks.
 * @param spec.quantities  Ids of `quantities`, one kind of entity only; those that the run lacks are left out.
 * @param spec.line        A level to draw, in the quantity's unit, with its name.
 */
export function day_figures(report, spec) {
  const context = context_of(report, spec);
  if (!context) return [];
  const { now } = context;
  const refresh_hours = () => {
    heading.textContent = hours_title(context);
    hours.refresh(alt(context, 'daily_hours_alt'));
  };
  const pick = (day) => {
    now.day = clamp_day(report, day);
    day_slider.show(now.day);
    refresh_hours();
  };
  const day_slider = slider(
    words('day'),
    days_of(report).length - 1,
    now.day,
    (day) => time(days_of(report)[day].start, 'day'),
    pick,
  );
  const days = figure({
    id: `${spec.id}-days`,
    title: spec.title,
    note: words('daily_note'),
    alt: alt(context, 'daily_alt'),
    height: 300,
    needs_series: true,
    controls: choices(context, () => {
      days.refresh(alt(context, 'daily_alt'));
      refresh_hours();
    }),
    option: () => days_option(context),
    table: () => days_table(context, ['least', 'mean', 'most']),
    on_click: pick,
  });
  const hours = figure({
    id: `${spec.id}-hours`,
    title: hours_title(context),
    alt: alt(context, 'daily_hours_alt'),
    height: 325,
    needs_series: true,
    controls: [day_slider.node],
    option: () => hours_option(context),
    table: () => hours_table(context),
  });
  const heading = hours.element.querySelector('h3');
  return [element('div', { class: 'pair' }, days.element, hours.element)];
}

/** One figure, of quantities that are known by the day alone. `spec` as for `day_figures`. */
export function day_means(report, spec) {
  const context = context_of(report, spec);
  if (!context) return [];
  const days = figure({
    id: `${spec.id}-days`,
    title: spec.title,
    note: words('daily_means_note'),
    alt: alt(context, 'daily_means_alt'),
    height: 300,
    needs_series: true,
    controls: choices(context, () => days.refresh(alt(context, 'daily_means_alt'))),
    option: () => {
      const { legend: _, series, ...option } = days_option(context);
      return { ...option, grid: plot({ top: 32 }), tooltip: days_tip(context, ['mean']), series: series.slice(-1) };
    },
    table: () => days_table(context, ['mean']),
  });
  return [days.element];
}

/** What the figures of a spec share; null where the run has none of its quantities. */
function context_of(report, spec) {
  const ids = present(report, spec.quantities);
  if (ids.length === 0) return null;
  const entities = entities_of(report, quantities[ids[0]].of);
  const now = state(spec.id, {
    quantity: ids[0],
    entity: entities[0]?.[0] ?? null,
    day: Math.floor(days_of(report).length / 2),
  });
  return { report, spec, now, ids, entities, cache: {} };
}

/** Selects of quantity and entity, where there is a choice. */
function choices({ now, ids, entities }, changed) {
  const choose = (label, options, key) =>
    select(label, options, now[key], (value) => {
      now[key] = value;
      changed();
    });
  const named = ids.map((id) => [id, words(id)]);
  return [
    ids.length > 1 ? choose(words('quantity'), named, 'quantity') : null,
    entities.length > 1
      ? choose(words(quantities[ids[0]].of === 'cluster' ? 'place' : 'hub'), entities, 'entity')
      : null,
  ].filter(Boolean);
}

function entities_of(report, kind) {
  if (kind === 'nation') return [];
  if (kind === 'cluster') return report.places.map((place, i) => [String(i), name_of(place)]);
  return [['nation', words('nation')], ...report.hubs.map((hub, i) => [String(i), name_of(hub)])];
}

export const clamp_day = (report, day) => Math.max(0, Math.min(days_of(report).length - 1, day));

function hours_title({ report, now }) {
  return words('daily_hours_title', words(now.quantity), time(days_of(report)[now.day].start, 'day'));
}

function alt({ now, entities }, key) {
  return words(key, words(now.quantity), entities.find(([id]) => id === now.entity)?.[1] ?? words('nation'));
}

/** Values of the choice, in the unit they are read in; kept, for the two figures ask in turn. */
function chosen({ report, now, cache }) {
  const quantity = quantities[now.quantity];
  const key = `${now.quantity}/${now.entity}`;
  if (cache.key !== key) {
    const scale = quantity.unit();
    Object.assign(cache, {
      key,
      scale,
      values: quantity.values(report, now.entity).map((value) => value * scale.factor),
    });
  }
  return cache;
}

function days_option(context) {
  const { report, spec, now } = context;
  const { values, scale } = chosen(context);
  const days = by_day(report, values);
  const starts = days_of(report).map(({ start }) => start);
  const band = { type: 'line', stack: 'band', symbol: 'none', lineStyle: { opacity: 0 }, silent: true };
  return {
    grid: plot({ top: 56 }),
    legend: legend({ data: [words('mean'), `${words('least')} – ${words('most')}`] }),
    tooltip: days_tip(context, ['most', 'mean', 'least']),
    xAxis: category_axis(starts, {
      boundaryGap: false,
      axisLabel: { formatter: (start) => time(Number(start), 'short_day'), hideOverlap: true },
    }),
    yAxis: value_axis(scale.name, { scale: quantities[now.quantity].is_ragged, ...quantities[now.quantity].range }),
    series: [
      { ...band, name: 'floor', data: days.map(({ least }) => least) },
      {
        ...band,
        name: `${words('least')} – ${words('most')}`,
        data: days.map(({ least, most }) => (most === null ? null : most - least)),
        areaStyle: { color: color('accent'), opacity: 0.28 },
        itemStyle: { color: color('accent'), opacity: 0.4 },
      },
      {
        type: 'line',
        name: words('mean'),
        symbol: days.length < 15 ? 'circle' : 'none',
        data: days.map(({ mean }) => mean),
        lineStyle: { color: color('accent'), width: 2 },
        itemStyle: { color: color('accent') },
        markLine: spec.line ? mark_line(spec.line.value, spec.line.name) : undefined,
      },
    ],
  };
}

function days_tip(context, shown) {
  const { values, scale } = chosen(context);
  const days = by_day(context.report, values);
  return tooltip({
    trigger: 'axis',
    formatter: ([{ dataIndex: i }]) =>
      tip(
        time(days_of(context.report)[i].start, 'day'),
        shown.map((which) => [words(which), `${number(days[i][which])} ${scale.name}`]),
      ),
  });
}

function days_table(context, shown) {
  const { values, scale } = chosen(context);
  const days = by_day(context.report, values);
  return {
    head: [words('day'), ...shown.map((which) => `${words(which)}${scale.name ? `, ${scale.name}` : ''}`)],
    rows: days_of(context.report).map(({ start }, i) => [
      iso(start).slice(0, 10),
      ...shown.map((which) => days[i][which]),
    ]),
  };
}

/** Indices of the intervals within three days of the day. */
export function window_around(report, day) {
  const days = days_of(report);
  const first = Math.max(0, Math.min(day - 3, days.length - days_shown));
  const last = Math.min(days.length - 1, first + days_shown - 1);
  const indices = [];
  for (let i = days[first].from; i < days[last].to; i++) indices.push(i);
  return indices;
}

function hours_option(context) {
  const { report, spec, now } = context;
  const { values, scale } = chosen(context);
  const indices = window_around(report, now.day);
  return {
    grid: plot({ top: 32 }),
    tooltip: tooltip({
      trigger: 'axis',
      formatter: ([{ dataIndex: i }]) =>
        tip(time(time_at(report, indices[i])), [[words(now.quantity), `${number(values[indices[i]])} ${scale.name}`]]),
    }),
    xAxis: hour_axis(report, indices),
    yAxis: value_axis(scale.name, { scale: quantities[now.quantity].is_ragged, ...quantities[now.quantity].range }),
    series: [
      {
        type: 'line',
        step: 'middle',
        symbol: 'none',
        data: indices.map((i) => (Number.isNaN(values[i]) ? null : values[i])),
        lineStyle: { color: color('accent'), width: 1.5 },
        itemStyle: { color: color('accent') },
        markLine: spec.line ? mark_line(spec.line.value, spec.line.name) : undefined,
      },
    ],
  };
}

/** Hours of some days, named at their midnights. */
export function hour_axis(report, indices) {
  const is_midnight = (time_ms) => time_ms % 86400000 === 0;
  return category_axis(
    indices.map((i) => time_at(report, i)),
    {
      boundaryGap: false,
      axisLabel: {
        interval: (_, value) => is_midnight(Number(value)),
        formatter: (value) => time(Number(value), 'short_day'),
        hideOverlap: true,
      },
    },
  );
}

function hours_table(context) {
  const { report, now } = context;
  const { values, scale } = chosen(context);
  return {
    head: [words('hour'), `${words(now.quantity)}${scale.name ? `, ${scale.name}` : ''}`],
    rows: window_around(report, now.day).map((i) => [iso(time_at(report, i)), values[i]]),
  };
}
