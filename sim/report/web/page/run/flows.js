// Where the work of each hub ran, in the whole run and day by day. Results hold no hours of flows.
import { column } from './data.js';
import { element, select, slider } from '../dom.js';
import { category_axis, figure, plot, tip, tooltip } from '../figure.js';
import { broken_name, compact, in_sentence, iso, name_of, number, percent, time } from '../format.js';
import { words } from '../i18n.js';
import { state } from '../page_state.js';
import { color, heat_colors } from '../palette.js';
import { days_of } from './series.js';

/** The measures of work that the run has at all. */
export function metrics(report) {
  const all = ['accelerator_hours', 'tokens', 'input_gb', 'jobs'];
  const used = all.filter((metric) => report.summary.work_flows.some((flow) => flow[metric] > 0));
  return used.length ? used : all.slice(0, 1);
}

/** [{from, to, value, share}] by hubs; `share` is of what `from` sent in all. */
export function flows_between_hubs(report, metric) {
  const sums = new Map();
  const sent = new Map();
  for (const flow of report.summary.work_flows) {
    const to = report.place_by_id.get(flow.cluster)?.hub;
    if (!to) continue;
    const key = JSON.stringify([flow.origin, to]);
    sums.set(key, (sums.get(key) ?? 0) + flow[metric]);
    sent.set(flow.origin, (sent.get(flow.origin) ?? 0) + flow[metric]);
  }
  return [...sums].map(([key, value]) => {
    const [from, to] = JSON.parse(key);
    return { from, to, value, share: sent.get(from) > 0 ? value / sent.get(from) : 0 };
  });
}

/** What the days of flows are stored as; jobs and their input are known of the whole run alone. */
const columns_of_days = { accelerator_hours: 'accelerators', tokens: 'tokens_per_h' };
export const has_days = (metric) => metric in columns_of_days;

/** As `flows_between_hubs`, of the day that an interval lies in. Needs the columns. */
export function flows_on_day(report, metric, index) {
  const flows = report.flows.map(({ from, to }, i) => ({
    from,
    to,
    value: 24 * column(report, 'flow', i, columns_of_days[metric])[index],
  }));
  const sent = new Map();
  for (const flow of flows) sent.set(flow.from, (sent.get(flow.from) ?? 0) + flow.value);
  return flows.map((flow) => ({ ...flow, share: sent.get(flow.from) > 0 ? flow.value / sent.get(flow.from) : 0 }));
}

/** The greatest flow between two hubs on any day, so that arrows keep one scale while the hours play. */
export function most_on_a_day(report, metric) {
  report.most_on_a_day ??= {};
  report.most_on_a_day[metric] ??= report.flows.reduce((most, { from, to }, i) => {
    if (from === to) return most;
    const values = column(report, 'flow', i, columns_of_days[metric]);
    return values.reduce((a, b) => Math.max(a, 24 * b), most);
  }, 0);
  return report.most_on_a_day[metric];
}

export function flows(report) {
  if (!report.summary.work_flows.length) return [];
  const now = state('flows', {
    metric: metrics(report)[0],
    origin: origins(report)[0].id,
    day: Math.floor(days_of(report).length / 2),
    is_day: false,
  });
  const sentence = element('p', { class: 'sentence', role: 'status' });
  const refresh = () => {
    day.node.hidden = !is_of_day(now);
    sentence.textContent = in_words(report, now);
    drawn.refresh();
  };
  const set =
    (key, to = (value) => value) =>
    (value) => {
      now[key] = to(value);
      refresh();
    };
  const day = slider(
    words('day'),
    days_of(report).length - 1,
    now.day,
    (index) => time(days_of(report)[index].start, 'day'),
    set('day'),
  );
  const drawn = figure({
    id: 'flows',
    title: words('flows_title'),
    note: words('flows_note'),
    alt: words('flows_alt'),
    height: 110 + 44 * origins(report).length,
    controls: [...choices(report, now, set), day.node, sentence],
    option: (width) => matrix(report, now, width),
    depends_on_width: true,
    table: () => (is_of_day(now) ? table_of_day(report, now) : table(report)),
  });
  report.when_ready(refresh);
  day.node.hidden = !is_of_day(now);
  if (!is_of_day(now)) sentence.textContent = in_words(report, now);
  return [drawn.element];
}

function choices(report, now, set) {
  const named = (entities) => entities.map((hub) => [hub.id, name_of(hub)]);
  const measures = metrics(report).map((id) => [id, words(`metric_${id}`)]);
  const spans = ['flows_whole', 'flows_one_day'].map((id) => [id, words(id)]);
  return [
    select(words('map_origin'), named(origins(report)), now.origin, set('origin')),
    select(words('measure'), measures, now.metric, set('metric')),
    select(
      words('flows_when'),
      spans,
      now.is_day ? 'flows_one_day' : 'flows_whole',
      set('is_day', (id) => id === 'flows_one_day'),
    ),
  ];
}

/** Jobs and their input are known of the whole run alone. */
const is_of_day = ({ is_day, metric }) => is_day && has_days(metric);

const flows_of = (report, now) =>
  is_of_day(now)
    ? flows_on_day(report, now.metric, days_of(report)[now.day].from)
    : flows_between_hubs(report, now.metric);

const origins = (report) =>
  report.hubs.filter((hub) => report.summary.work_flows.some((flow) => flow.origin === hub.id));

function in_words(report, now) {
  const from = in_sentence(report.hub_by_id.get(now.origin));
  const parts = flows_of(report, now)
    .filter((flow) => flow.from === now.origin && flow.share >= 0.0005)
    .sort((a, b) => b.share - a.share)
    .map((flow) => `${in_sentence(report.hub_by_id.get(flow.to))} ${percent(flow.share)}`);
  const to = parts.join(' · ') || words('none');
  return is_of_day(now)
    ? words('flows_sentence_on', from, to, time(days_of(report)[now.day].start, 'day'))
    : words('flows_sentence', from, to);
}

function matrix(report, now, width) {
  const { metric } = now;
  const is_narrow = width < 90 * report.hubs.length;
  const rows = origins(report);
  const row_of = new Map(rows.map((hub, i) => [hub.id, i]));
  const column_of = new Map(report.hubs.map((hub, i) => [hub.id, i]));
  const between = flows_of(report, now).filter((flow) => row_of.has(flow.from) && flow.value > 0);
  const most = Math.max(...between.map((flow) => flow.share), 1e-9);
  const data = between.map((flow) => ({
    value: [column_of.get(flow.to), row_of.get(flow.from), flow.share],
    flow,
    label: { color: flow.share > 0.55 * most ? '#000' : '#fff' },
  }));
  return {
    grid: plot({ top: 8, bottom: 8 }),
    tooltip: tooltip({
      formatter: ({ data: { flow } }) =>
        tip(`${name_of(report.hub_by_id.get(flow.from))} → ${name_of(report.hub_by_id.get(flow.to))}`, [
          [words(`metric_${metric}`), compact(flow.value)],
          [words('share'), percent(flow.share)],
        ]),
    }),
    visualMap: { show: false, min: 0, max: most, inRange: { color: heat_colors } },
    xAxis: category_axis(report.hubs.map(is_narrow ? name_of : broken_name), {
      axisLabel: {
        interval: 0,
        ...(is_narrow
          ? { rotate: 60, width: 80, overflow: 'truncate' }
          : { lineHeight: 14, width: (width - 190) / report.hubs.length - 6, overflow: 'truncate' }),
      },
    }),
    yAxis: category_axis(rows.map(name_of), {
      inverse: true,
      axisLabel: { width: is_narrow ? 84 : 150, overflow: 'truncate' },
    }),
    series: [
      {
        type: 'heatmap',
        data,
        label: {
          show: true,
          formatter: ({ data: { flow } }) =>
            flow.share < 0.0005 ? '' : is_narrow ? number(100 * flow.share, 0) : percent(flow.share),
          fontSize: is_narrow ? 10 : 12,
        },
        itemStyle: { borderColor: color('card'), borderWidth: 2 },
      },
    ],
  };
}

function table(report) {
  const totals = new Map();
  for (const flow of report.summary.work_flows)
    totals.set(flow.origin, (totals.get(flow.origin) ?? 0) + flow.accelerator_hours);
  return {
    head: [
      words('origin'),
      words('place'),
      words('ran_in'),
      words('metric_jobs'),
      words('metric_accelerator_hours'),
      `${words('share')}, %`,
      words('metric_tokens'),
      words('metric_input_gb'),
    ],
    rows: report.summary.work_flows.map((flow) => {
      const place = report.place_by_id.get(flow.cluster);
      return [
        name_of(report.hub_by_id.get(flow.origin)),
        name_of(place),
        name_of(report.hub_by_id.get(place?.hub)),
        flow.jobs,
        flow.accelerator_hours,
        totals.get(flow.origin) > 0 ? (100 * flow.accelerator_hours) / totals.get(flow.origin) : 0,
        flow.tokens,
        flow.input_gb,
      ];
    }),
  };
}

function table_of_day(report, now) {
  return {
    head: [words('day'), words('origin'), words('ran_in'), words(`metric_${now.metric}`), `${words('share')}, %`],
    rows: flows_of(report, now).map(({ from, to, value, share }) => [
      iso(days_of(report)[now.day].start).slice(0, 10),
      name_of(report.hub_by_id.get(from) ?? { id: from }),
      name_of(report.hub_by_id.get(to)),
      value,
      100 * share,
    ]),
  };
}
