// The map: hubs and clusters at their coordinates on a graticule, the mix that serves each hub at an hour, and flows of work.
import { column } from './data.js';
import { checkbox, element, select, slider } from '../dom.js';
import { figure, legend, plain_table, tip, tooltip } from '../figure.js';
import { flows_between_hubs, flows_on_day, has_days, metrics, most_on_a_day } from './flows.js';
import { compact, in_unit, name_of, number, percent, power, time, unit } from '../format.js';
import { words } from '../i18n.js';
import { place_labels } from '../labels.js';
import { state } from '../page_state.js';
import { color, sources_of_load } from '../palette.js';
import { time_at } from './series.js';

const height = 600; // in a wide window; the style sheet lowers it in a narrow one
const margin = { top: 40, left: 34, right: 16, bottom: 30 };
let own_map; // lines of the user's own GeoJSON, from the data or a file; kept while the page is redrawn

export function map(report) {
  const now = state('map', { hour: 0, is_whole: true, origin: 'all', metric: metrics(report)[0], with_links: false });
  own_map ??= report.map ? lines_of_geojson(report.map) : null;
  const beside = element('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': words('map_title') });
  const refresh = () => {
    drawn.refresh(alt(report, now));
    list();
  };
  const list = () => beside.replaceChildren(hub_list(report, now));
  const drawn = figure({
    id: 'map',
    title: words('map_title'),
    note: words('map_note'),
    alt: alt(report, now),
    height,
    beside,
    needs_series: true,
    depends_on_width: true,
    controls: controls(report, now, refresh),
    option: (width, height_now) => option(report, now, window_of(report, width, height_now)),
    table: () => table(report, now),
  });
  report.when_ready(() => refresh());
  list();
  return [drawn.element];
}

function controls(report, now, refresh) {
  const last = report.series.count - 1;
  const in_words = (index) => time(time_at(report, index));
  const hour = slider(words('map_hour'), last, now.hour, in_words, (index) => {
    now.hour = index;
    now.is_whole = false;
    whole.firstChild.checked = false;
    refresh();
  });
  const whole = checkbox(words('map_whole'), now.is_whole, (is_whole) => {
    now.is_whole = is_whole;
    refresh();
  });
  const hubs = [['all', words('nation')], ...report.hubs.map((hub) => [hub.id, name_of(hub)])];
  return [
    play_button(last, now, (index) => {
      now.hour = index;
      now.is_whole = false;
      whole.firstChild.checked = false;
      hour.show(index);
      refresh();
    }),
    hour.node,
    whole,
    select(words('map_origin'), hubs, now.origin, (origin) => {
      now.origin = origin;
      refresh();
    }),
    select(
      words('map_metric'),
      metrics(report).map((id) => [id, words(`metric_${id}`)]),
      now.metric,
      (metric) => {
        now.metric = metric;
        refresh();
      },
    ),
    checkbox(words('map_links'), now.with_links, (with_links) => {
      now.with_links = with_links;
      refresh();
    }),
    map_file(refresh),
  ];
}

/** Plays an hour every tenth of a second, from where the slider stands, until the end or the next press. */
function play_button(last, now, show) {
  let timer = 0;
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    button.textContent = `▶ ${words('map_play')}`;
  };
  const step = () => {
    if (!button.isConnected || now.hour >= last) return stop();
    return show(now.hour + 1);
  };
  const button = element(
    'button',
    {
      type: 'button',
      id: 'map-play',
      onclick: () => {
        if (timer) return stop();
        if (now.hour >= last) now.hour = -1;
        button.textContent = `■ ${words('map_stop')}`;
        timer = setInterval(step, 100);
        return step();
      },
    },
    `▶ ${words('map_play')}`,
  );
  return button;
}

/** No boundary is shipped: a reader with an approved map can lay it under, from a file that never leaves the machine. */
function map_file(refresh) {
  const complaint = element('span', { role: 'status' });
  const input = element('input', {
    type: 'file',
    accept: '.json,.geojson,application/geo+json',
    onchange: async () => {
      const lines = lines_of_geojson(parsed(await input.files[0]?.text()));
      complaint.textContent = lines ? '' : words('map_bad');
      if (lines) {
        own_map = lines;
        refresh();
      }
    },
  });
  return element('label', { class: 'control' }, element('span', {}, words('map_own')), input, complaint);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function lines_of_geojson(geojson) {
  const lines = [];
  collect_lines(geojson ?? {}, lines);
  const is_line = (line) =>
    Array.isArray(line) && line.every((point) => Array.isArray(point) && point.every(Number.isFinite));
  return lines.length && lines.every(is_line) ? lines : null;
}

function collect_lines(part, lines) {
  const inner = part.features ?? part.geometries ?? (part.geometry ? [part.geometry] : null);
  if (inner) return inner.forEach((child) => collect_lines(child, lines));
  const depth = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 }[part.type];
  if (depth !== undefined)
    lines.push(...part.coordinates.flat(depth - 1).filter(() => depth > 0), ...(depth === 0 ? [part.coordinates] : []));
  return undefined;
}

/** What serves hub `i` at the hour, or on the mean of the run: MW by source. */
function mix(report, now, i) {
  if (now.is_whole) return mean_mix(report, report.hubs[i]);
  const at = (name) => column(report, 'hub', i, name)[now.hour];
  return {
    renewable: at('renewable_to_load_mw'),
    storage: at('storage_to_load_mw'),
    lines: at('lines_to_load_mw'),
    grid: at('grid_to_load_mw'),
    held: at('held_mw'),
  };
}

/** From the books, so that the first view is exact and does not wait for the columns. */
function mean_mix(report, hub) {
  const books = report.summary.hubs[hub.id].energy;
  const hours = report.series.count * report.series.interval_h;
  const mean = (twh) => (twh * 1e6) / hours;
  return {
    renewable: mean(books.renewable_twh),
    storage: mean(books.storage_out_twh),
    lines: mean(books.lines_in_twh),
    grid: mean(books.facility_twh - books.renewable_twh - books.storage_out_twh - books.lines_in_twh),
    held: mean(books.shortfall_twh + books.restricted_twh),
  };
}

const sum = (parts) => Object.values(parts).reduce((a, b) => a + b, 0);
const moment = (report, now) => (now.is_whole ? words('map_whole') : time(time_at(report, now.hour)));

function alt(report, now) {
  if (!now.is_whole && !report.columns) return words('map_title');
  const total = report.hubs.reduce((all, _, i) => all + sum(mix(report, now, i)), 0);
  return words('map_alt', report.hubs.length, moment(report, now), power(total));
}

/** Degrees that the frame shows: all places with a margin, widened to the frame so that a degree keeps its shape. */
function window_of(report, width, height_now) {
  const all = [...report.hubs, ...report.places];
  const [west, east] = extent(all.map((place) => place.longitude_deg));
  const [south, north] = extent(all.map((place) => place.latitude_deg));
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const frame = {
    width: Math.max(200, width - margin.left - margin.right),
    height: height_now - margin.top - margin.bottom,
  };
  const degrees_high = Math.max(
    (north - south) * 1.2 + 1,
    (((east - west) * 1.2 + 1) * shrink * frame.height) / frame.width,
  );
  const degrees_wide = (degrees_high * frame.width) / frame.height / shrink;
  const centre = [(west + east) / 2, (south + north) / 2];
  const x = [centre[0] - degrees_wide / 2, centre[0] + degrees_wide / 2],
    y = [centre[1] - degrees_high / 2, centre[1] + degrees_high / 2];
  const to_pixels = (place) => ({
    x: margin.left + ((place.longitude_deg - x[0]) / degrees_wide) * frame.width,
    y: margin.top + ((y[1] - place.latitude_deg) / degrees_high) * frame.height,
  });
  const to_degrees = (point) => [
    x[0] + ((point.x - margin.left) / frame.width) * degrees_wide,
    y[1] - ((point.y - margin.top) / frame.height) * degrees_high,
  ];
  return {
    x,
    y,
    to_pixels,
    to_degrees,
    edges: { left: margin.left, top: margin.top, right: margin.left + frame.width, bottom: margin.top + frame.height },
  };
}

/** Sides of the names, hubs first. Rings count at their greatest, so that names stand still while the hours play. */
function sides_of_names(report, frame) {
  const hubs = report.hubs.map((hub) => ({
    ...frame.to_pixels(hub),
    radius: radius(report, report.summary.hubs[hub.id].peak_load.mw),
    text: name_of(hub),
    size: 13,
  }));
  const places = report.places.map((place) => ({
    ...frame.to_pixels(place),
    radius: 5,
    text: name_of(place),
    size: 11,
  }));
  const sides = place_labels([...hubs, ...places], frame.edges);
  return { hubs: sides.slice(0, hubs.length), places: sides.slice(hubs.length) };
}

const extent = (values) => [Math.min(...values), Math.max(...values)];

function option(report, now, frame) {
  const sides = sides_of_names(report, frame);
  const degrees = (range, name) => ({
    type: 'value',
    min: range[0],
    max: range[1],
    name,
    nameLocation: 'end',
    nameGap: 4,
    interval: 5,
    axisLine: { show: false },
    nameTextStyle: { color: color('muted') },
    axisLabel: { color: color('muted'), formatter: (v) => `${Math.round(v)}°` },
    splitLine: { lineStyle: { color: color('rule') } },
  });
  return {
    grid: { ...margin, outerBoundsMode: 'none' },
    legend: legend({ data: sources_of_load.map((source) => ({ name: words(`src_${source}`) })) }),
    tooltip: tooltip({ trigger: 'item' }),
    xAxis: round_ticks(degrees(frame.x, '')),
    yAxis: round_ticks(degrees(frame.y, '')),
    series: [
      ...own_lines(),
      ...links(report, now),
      ...power_lines(report),
      flows(report, now, frame),
      clusters(report, sides.places),
      rings(report, now),
      ...legend_marks(),
      hub_names(report, sides.hubs),
    ],
  };
}

/** Graticule at whole fives of degrees, wherever the frame begins. */
function round_ticks(axis) {
  const first = Math.ceil(axis.min / 5) * 5;
  const ticks = [];
  for (let v = first; v <= axis.max; v += 5) ticks.push(v);
  return {
    ...axis,
    axisLabel: { ...axis.axisLabel, customValues: ticks },
    axisTick: { show: false, customValues: ticks },
    splitLine: { ...axis.splitLine, customValues: ticks },
  };
}

const lines_series = (more) => ({ type: 'lines', coordinateSystem: 'cartesian2d', silent: true, clip: true, ...more });

function own_lines() {
  return own_map
    ? [
        lines_series({
          polyline: true,
          lineStyle: { color: color('muted'), width: 1, opacity: 0.7 },
          data: own_map.map((coords) => ({ coords })),
        }),
      ]
    : [];
}

const place_of = (report, id) => report.place_by_id.get(id) ?? report.hub_by_id.get(id);
const at = (place) => [place.longitude_deg, place.latitude_deg];

function links(report, now) {
  if (!now.with_links) return [];
  const data = report.links
    .map((link) => [place_of(report, link.from), place_of(report, link.to)])
    .filter(([a, b]) => a && b)
    .map(([a, b]) => ({ coords: [at(a), at(b)] }));
  return [lines_series({ lineStyle: { color: color('muted'), width: 1, opacity: 0.35 }, data })];
}

function power_lines(report) {
  if (!report.lines.length) return [];
  const data = report.lines.map((line) => ({
    coords: [at(report.hub_by_id.get(line.from_hub)), at(report.hub_by_id.get(line.to_hub))],
  }));
  return [lines_series({ lineStyle: { color: color('lines'), width: 1.5, type: 'dashed', opacity: 0.9 }, data })];
}

/** The point of an arrow stands at the ring, where it can be seen; the ring counts at its greatest. */
function before_ring(report, frame, from, to) {
  const [a, b] = [frame.to_pixels(from), frame.to_pixels(to)];
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const stay = Math.max(0, 1 - (radius(report, report.summary.hubs[to.id].peak_load.mw) + 2) / length);
  return frame.to_degrees({ x: a.x + (b.x - a.x) * stay, y: a.y + (b.y - a.y) * stay });
}

function flows(report, now, frame) {
  const is_of_day = !now.is_whole && has_days(now.metric) && report.columns;
  const between = is_of_day ? flows_on_day(report, now.metric, now.hour) : flows_between_hubs(report, now.metric);
  const all = between.filter((flow) => flow.from !== flow.to && flow.value > 0);
  const shown = all.filter((flow) => now.origin === 'all' || flow.from === now.origin);
  const most = is_of_day
    ? most_on_a_day(report, now.metric) || 1e-30
    : Math.max(...all.map((flow) => flow.value), 1e-30);
  const data = shown
    .filter((flow) => flow.value > most / (now.origin === 'all' ? 20 : 500))
    .map((flow) => {
      const [from, to] = [report.hub_by_id.get(flow.from), report.hub_by_id.get(flow.to)];
      return {
        coords: [at(from), before_ring(report, frame, from, to)],
        flow,
        symbolSize: 8 + 12 * (flow.value / most),
        lineStyle: { width: 1 + 9 * (flow.value / most), curveness: 0.18 },
      };
    });
  return lines_series({
    silent: false,
    data,
    symbol: ['none', 'arrow'],
    lineStyle: { color: color('flow'), opacity: 0.5 },
    emphasis: { lineStyle: { opacity: 1 } },
    tooltip: {
      formatter: ({ data: { flow } }) =>
        tip(`${name_of(report.hub_by_id.get(flow.from))} → ${name_of(report.hub_by_id.get(flow.to))}`, [
          [
            words(is_of_day ? 'map_on_day' : 'map_whole_run'),
            `${compact(flow.value)} ${words(`metric_${now.metric}`)}`,
          ],
          [words('share'), percent(flow.share)],
        ]),
    },
  });
}

function clusters(report, sides) {
  return {
    type: 'scatter',
    z: 5,
    data: report.places.map((place, i) => ({ value: at(place), place, label: label_at(sides[i]) })),
    symbol: 'rect',
    symbolSize: 8,
    itemStyle: { opacity: 1, color: color('ink'), borderColor: color('card'), borderWidth: 1 },
    label: {
      distance: 4,
      color: color('muted'),
      fontSize: 11,
      formatter: ({ data }) => name_of(data.place),
      textBorderColor: color('card'),
      textBorderWidth: 3,
    },
    tooltip: {
      formatter: ({ data: { place } }) =>
        tip(name_of(place), [
          [words('hub'), name_of(report.hub_by_id.get(place.hub))],
          [words('energised'), compact(place.energised_accelerators)],
          [words('energised_mw'), power(place.energised_it_mw)],
          [
            words('col_energy'),
            in_unit(
              (report.summary.clusters[place.id] ?? report.summary.sites[place.id])?.energy.facility_twh,
              unit.energy_of_twh(),
            ),
          ],
        ]),
    },
  };
}

/** Rings keep one scale through the run: the greatest hub's greatest hour fills 34 px. */
function radius(report, mw) {
  const greatest = Math.max(...report.hubs.map((hub) => report.summary.hubs[hub.id].peak_load.mw), 1e-9);
  return 8 + 26 * Math.sqrt(Math.max(0, mw) / greatest);
}

function rings(report, now) {
  const mixes = report.hubs.map((_, i) => mix(report, now, i));
  return {
    type: 'custom',
    coordinateSystem: 'cartesian2d',
    data: report.hubs.map((hub, i) => ({ value: at(hub), i })),
    z: 4,
    renderItem: (params, api) =>
      ring(
        api.coord([api.value(0), api.value(1)]),
        mixes[params.dataIndex],
        radius(report, sum(mixes[params.dataIndex])),
      ),
    tooltip: {
      formatter: ({ dataIndex: i }) =>
        tip(`${name_of(report.hubs[i])} · ${moment(report, now)}`, [
          [words('load'), power(sum(mixes[i]))],
          ...sources_of_load.map((source) => [
            words(`src_${source}`),
            `${power(mixes[i][source])} · ${percent(mixes[i][source] / sum(mixes[i]), 0)}`,
            color(source),
          ]),
        ]),
    },
  };
}

function ring([cx, cy], parts, r) {
  const whole = sum(parts) || 1;
  let angle = -Math.PI / 2;
  const sectors = sources_of_load
    .filter((source) => parts[source] > 0)
    .map((source) => {
      const from = angle;
      angle += (2 * Math.PI * parts[source]) / whole;
      return {
        type: 'sector',
        shape: { cx, cy, r, r0: r * 0.55, startAngle: from, endAngle: angle },
        style: { fill: color(source), stroke: color('card'), lineWidth: 1 },
      };
    });
  return {
    type: 'group',
    children: [{ type: 'circle', shape: { cx, cy, r: r * 0.55 }, style: { fill: color('card') } }, ...sectors],
  };
}

/** Series without data, for the legend's colours: the rings are drawn by hand. */
function legend_marks() {
  return sources_of_load.map((source) => ({
    type: 'scatter',
    name: words(`src_${source}`),
    data: [],
    itemStyle: { color: color(source) },
  }));
}

const label_at = (side) => ({ show: side !== null, position: side ?? 'right' });

/** Marks as large as the greatest ring and invisible: they only carry the names. */
function hub_names(report, sides) {
  return {
    type: 'scatter',
    silent: true,
    z: 6,
    itemStyle: { color: 'transparent', opacity: 1 },
    data: report.hubs.map((hub, i) => ({
      value: at(hub),
      hub,
      symbolSize: 2 * radius(report, report.summary.hubs[hub.id].peak_load.mw),
      label: label_at(sides[i]),
    })),
    label: {
      distance: 4,
      fontWeight: 'bold',
      fontSize: 13,
      color: color('ink'),
      textBorderColor: color('card'),
      textBorderWidth: 4,
      formatter: ({ data }) => name_of(data.hub),
    },
  };
}

function rows(report, now) {
  return report.hubs.map((hub, i) => ({ hub, parts: mix(report, now, i) }));
}

/** Shares of the sources that serve any hub at all in the run. */
function hub_list(report, now) {
  if (!now.is_whole && !report.columns) return '';
  const scale = unit.power_of_mw();
  const all = report.hubs.map((hub) => mean_mix(report, hub));
  const sources = sources_of_load.filter((source) => all.some((parts) => parts[source] > 1e-9));
  const head = [words('hub'), `${words('load')}, ${scale.name}`, ...sources.map((source) => words(`src_${source}`))];
  const data = rows(report, now).map(({ hub, parts }) => [
    name_of(hub),
    number(sum(parts) * scale.factor),
    ...sources.map((source) => percent(parts[source] / sum(parts), 0)),
  ]);
  const of_arrows = !now.is_whole && !has_days(now.metric) ? ` · ${words('map_arrows_whole')}` : '';
  const title = element('p', { class: 'moment' }, moment(report, now), of_arrows);
  return element('div', {}, title, plain_table({ head, rows: data }));
}

function table(report, now) {
  const head = [
    words('hub'),
    words('latitude'),
    words('longitude'),
    `${words('load')}, MW`,
    ...sources_of_load.map((source) => `${words(`src_${source}`)}, MW`),
  ];
  return {
    head,
    rows: rows(report, now).map(({ hub, parts }) => [
      name_of(hub),
      hub.latitude_deg,
      hub.longitude_deg,
      sum(parts),
      ...sources_of_load.map((source) => parts[source]),
    ]),
  };
}
