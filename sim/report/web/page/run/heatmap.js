// All hours of the run as cells: hour of the day upwards, days to the right.
import { select } from '../dom.js';
import { category_axis, figure, plot, tip, tooltip } from '../figure.js';
import { iso, name_of, number, time } from '../format.js';
import { words } from '../i18n.js';
import { state } from '../page_state.js';
import { color, heat_colors } from '../palette.js';
import { present, quantities } from './quantities.js';
import { days_of, time_at } from './series.js';

export function heatmap(report) {
  const ids = present(report, [
    'q_green',
    'q_load',
    'q_renewable',
    'q_grid',
    'q_storage',
    'q_curtailed',
    'q_held',
    'q_stored',
    'q_price',
    'q_factor',
  ]);
  const now = state('heatmap', { quantity: ids[0], hub: 'nation' });
  const hubs = [['nation', words('nation')], ...report.hubs.map((hub, i) => [String(i), name_of(hub)])];
  const alt = () => describe(report, now, hubs.find(([id]) => id === now.hub)[1]);
  const drawn = figure({
    id: 'heatmap',
    title: words('heatmap_title'),
    note: words('heatmap_note'),
    alt: words('heatmap_title'),
    height: 330,
    needs_series: true,
    controls: [
      select(
        words('quantity'),
        ids.map((id) => [id, words(id)]),
        now.quantity,
        (id) => {
          now.quantity = id;
          drawn.refresh(alt());
        },
      ),
      select(words('hub'), hubs, now.hub, (hub) => {
        now.hub = hub;
        drawn.refresh(alt());
      }),
    ],
    option: () => option(report, now),
    table: () => table(report, now),
  });
  report.when_ready(() => drawn.node.setAttribute('aria-label', alt()));
  return [drawn.element];
}

function chosen(report, now) {
  const scale = quantities[now.quantity].unit();
  return { scale, values: quantities[now.quantity].values(report, now.hub).map((value) => value * scale.factor) };
}

function extent(values) {
  let least = Infinity,
    most = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? [least, most] : [0, 0];
}

function describe(report, now, hub) {
  const { values, scale } = chosen(report, now);
  const [least, most] = extent(values).map((value) => `${number(value)} ${scale.name}`);
  return words('heatmap_alt', words(now.quantity), hub, days_of(report).length, least, most);
}

const row_of = (report, i) => Math.floor((time_at(report, i) % 86400000) / (report.series.interval_h * 3600000));
const rows_a_day = (report) => Math.max(1, Math.round(24 / report.series.interval_h));

function option(report, now) {
  const { values, scale } = chosen(report, now);
  const [least, most] = extent(values);
  const days = days_of(report);
  const cells = days
    .flatMap(({ from, to }, day) =>
      Array.from({ length: to - from }, (_, k) => [day, row_of(report, from + k), values[from + k], from + k]),
    )
    .filter(([, , value]) => !Number.isNaN(value));
  return {
    grid: plot({ top: 12, bottom: 56 }),
    tooltip: tooltip({
      formatter: ({ value }) =>
        tip(time(time_at(report, value[3])), [[words(now.quantity), `${number(value[2])} ${scale.name}`]]),
    }),
    visualMap: {
      type: 'continuous',
      min: least,
      max: most > least ? most : least + 1,
      dimension: 2,
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      itemHeight: 220,
      itemWidth: 12,
      inRange: { color: heat_colors },
      text: [`${number(most)} ${scale.name}`, number(least)],
      textStyle: { color: color('ink') },
      formatter: (value) => number(value),
    },
    xAxis: category_axis(
      days.map(({ start }) => start),
      { axisLabel: { formatter: (start) => time(Number(start), 'short_day'), hideOverlap: true } },
    ),
    yAxis: category_axis(
      Array.from(
        { length: rows_a_day(report) },
        (_, i) => `${String(Math.floor(i * report.series.interval_h)).padStart(2, '0')}:00`,
      ),
    ),
    series: [{ type: 'heatmap', data: cells, progressive: 0, emphasis: { disabled: true } }],
  };
}

function table(report, now) {
  const { values, scale } = chosen(report, now);
  const hours = Array.from(
    { length: rows_a_day(report) },
    (_, i) => `${String(Math.floor(i * report.series.interval_h)).padStart(2, '0')} h`,
  );
  return {
    head: [`${words(now.quantity)}, ${scale.name}`, ...hours],
    rows: days_of(report).map(({ start, from, to }) => {
      const row = new Array(hours.length).fill(null);
      for (let i = from; i < to; i++) row[row_of(report, i)] = Number.isNaN(values[i]) ? null : values[i];
      return [iso(start).slice(0, 10), ...row];
    }),
  };
}
