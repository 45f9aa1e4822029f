// What served the load: by day and hour for the nation or a hub, and over the run for each hub.
import { element, select, slider } from '../dom.js';
import { category_axis, figure, legend, plot, tip, tooltip, value_axis } from '../figure.js';
import { clamp_day, hour_axis, window_around } from './daily.js';
import { iso, name_of, number, time, unit } from '../format.js';
import { words } from '../i18n.js';
import { state } from '../page_state.js';
import { color, sources_of_load } from '../palette.js';
import { by_day, days_of, hub_values, time_at } from './series.js';

const column_of = {
  renewable: 'renewable_to_load_mw',
  storage: 'storage_to_load_mw',
  lines: 'lines_to_load_mw',
  grid: 'grid_to_load_mw',
  held: 'held_mw',
  curtailed: 'curtailed_mw',
};
const shown = [...sources_of_load, 'curtailed'];
const label = (source) => words(source === 'curtailed' ? 'curtailed' : `src_${source}`);

export function energy(report) {
  return [element('div', { class: 'pair' }, ...by_days_and_hours(report)), of_the_run(report)];
}

function by_days_and_hours(report) {
  const now = state('energy', { hub: 'nation', day: Math.floor(days_of(report).length / 2) });
  const hubs = [['nation', words('nation')], ...report.hubs.map((hub, i) => [String(i), name_of(hub)])];
  const name = () => hubs.find(([id]) => id === now.hub)[1];
  const title = () => words('energy_hours_title', time(days_of(report)[now.day].start, 'day'));
  const pick = (day) => {
    now.day = clamp_day(report, day);
    day_slider.show(now.day);
    hours.refresh(words('hours_alt', name()));
    heading.textContent = title();
  };
  const day_slider = slider(
    words('day'),
    days_of(report).length - 1,
    now.day,
    (day) => time(days_of(report)[day].start, 'day'),
    pick,
  );
  const days = figure({
    id: 'energy-days',
    title: words('energy_stack_title'),
    note: words('energy_stack_note'),
    alt: words('stack_alt', name()),
    height: 340,
    needs_series: true,
    controls: [
      select(words('hub'), hubs, now.hub, (hub) => {
        now.hub = hub;
        days.refresh(words('stack_alt', name()));
        hours.refresh(words('hours_alt', name()));
      }),
    ],
    option: () => stack(day_means(report, now.hub), days_axis(report), (i) => time(days_of(report)[i].start, 'day')),
    table: () =>
      table(
        day_means(report, now.hub),
        days_of(report).map(({ start }) => iso(start).slice(0, 10)),
        words('day'),
      ),
    on_click: pick,
  });
  const hours = figure({
    id: 'energy-hours',
    title: title(),
    alt: words('hours_alt', name()),
    height: 365,
    needs_series: true,
    controls: [day_slider.node],
    option: () => {
      const at = window_around(report, now.day);
      return stack(hours_of(report, now.hub, at), hour_axis(report, at), (i) => time(time_at(report, at[i])));
    },
    table: () => {
      const at = window_around(report, now.day);
      return table(
        hours_of(report, now.hub, at),
        at.map((i) => iso(time_at(report, i))),
        words('hour'),
      );
    },
  });
  const heading = hours.element.querySelector('h3');
  return [days.element, hours.element];
}

function day_means(report, hub) {
  return Object.fromEntries(
    shown.map((source) => [source, by_day(report, hub_values(report, hub, column_of[source])).map(({ mean }) => mean)]),
  );
}

function hours_of(report, hub, indices) {
  return Object.fromEntries(
    shown.map((source) => {
      const values = hub_values(report, hub, column_of[source]);
      return [source, indices.map((i) => values[i])];
    }),
  );
}

function days_axis(report) {
  return category_axis(
    days_of(report).map(({ start }) => start),
    { boundaryGap: false, axisLabel: { formatter: (start) => time(Number(start), 'short_day'), hideOverlap: true } },
  );
}

/**
 * What is at most served up to and with each source: areas from zero, the highest drawn first. Areas that only met at their
 * edges would let the ground, or a source that is nil, shine through.
 */
function layers(parts, sources, factor) {
  const sums = parts[sources[0]].map(() => 0);
  return sources.map((source) => {
    const values = parts[source];
    values.forEach((value, i) => {
      sums[i] += (value ?? 0) * factor;
    });
    const is_there = (i) => values[i] > 0;
    const data = sums.map((sum, i) => (is_there(i) || is_there(i - 1) || is_there(i + 1) ? sum : null));
    return { source, data };
  });
}

/** Areas on top of each other; curtailment is a line of its own, for it served nothing. Sources that are nil are left out. */
function stack(parts, axis, title) {
  const scale = unit.power_of_mw();
  const used = shown.filter((source) => parts[source].some((value) => value > 0));
  const area = ({ source, data }) => ({
    type: 'line',
    name: label(source),
    symbol: 'none',
    lineStyle: { width: 0 },
    areaStyle: { color: color(source), opacity: 1, origin: 'start' },
    itemStyle: { color: color(source) },
    data,
  });
  const line = {
    type: 'line',
    name: label('curtailed'),
    symbol: 'none',
    lineStyle: { color: color('curtailed'), width: 2, type: 'dotted' },
    itemStyle: { color: color('curtailed') },
    data: parts.curtailed.map((value) => value * scale.factor),
  };
  const areas = used.filter((source) => source !== 'curtailed');
  return {
    grid: plot({ top: 64 }),
    legend: legend({ data: used.map(label) }),
    xAxis: axis,
    yAxis: value_axis(scale.name),
    tooltip: tooltip({
      trigger: 'axis',
      formatter: ([{ dataIndex: i }]) =>
        tip(
          title(i),
          used.map((source) => [
            label(source),
            `${number(parts[source][i] * scale.factor)} ${scale.name}`,
            color(source),
          ]),
        ),
    }),
    series: [
      ...(areas.length ? layers(parts, areas, scale.factor).reverse().map(area) : []),
      ...(used.includes('curtailed') ? [line] : []),
    ],
  };
}

function table(parts, times, name) {
  return {
    head: [name, ...shown.map((source) => `${label(source)}, MW`)],
    rows: times.map((time_text, i) => [time_text, ...shown.map((source) => parts[source][i])]),
  };
}

/** Energy of the run by source, from the books: exact. */
export function books_by_source({ energy: books }) {
  return {
    renewable: books.renewable_twh,
    storage: books.storage_out_twh,
    lines: books.lines_in_twh,
    grid: books.facility_twh - books.renewable_twh - books.storage_out_twh - books.lines_in_twh,
    held: books.shortfall_twh + books.restricted_twh,
    curtailed: books.curtailed_twh,
  };
}

function of_the_run(report) {
  const scale = unit.energy_of_twh();
  const books = report.hubs.map((hub) => books_by_source(report.summary.hubs[hub.id]));
  const used = sources_of_load.filter((source) => books.some((parts) => parts[source] > 1e-12));
  return figure({
    id: 'energy-run',
    title: words('energy_year_title'),
    note: words('energy_year_note'),
    alt: words('year_alt'),
    height: 90 + 34 * report.hubs.length,
    option: () => ({
      grid: plot({ top: 40, right: 64 }),
      legend: legend(),
      tooltip: tooltip({
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        formatter: ([{ dataIndex: i }]) =>
          tip(
            name_of(report.hubs[i]),
            used.map((source) => [
              label(source),
              `${number(books[i][source] * scale.factor)} ${scale.name}`,
              color(source),
            ]),
          ),
      }),
      xAxis: value_axis(scale.name, { nameLocation: 'end' }),
      yAxis: category_axis(report.hubs.map(name_of), {
        inverse: true,
        axisLabel: { width: 130, overflow: 'truncate' },
      }),
      series: used.map((source) => ({
        type: 'bar',
        name: label(source),
        stack: 'load',
        data: books.map((parts) => parts[source] * scale.factor),
        itemStyle: { color: color(source) },
      })),
    }),
    table: () => ({
      head: [words('hub'), ...shown.map((source) => `${label(source)}, ${scale.name}`)],
      rows: report.hubs.map((hub, i) => [name_of(hub), ...shown.map((source) => books[i][source] * scale.factor)]),
    }),
  }).element;
}
