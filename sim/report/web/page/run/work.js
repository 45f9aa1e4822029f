// Queues, waits and service levels, by class of work.
import { category_axis, figure, legend, plot, table_figure, tip, tooltip, value_axis } from '../figure.js';
import { day_figures } from './daily.js';
import { class_name, compact, duration, number, percent } from '../format.js';
import { words } from '../i18n.js';
import { color } from '../palette.js';

export function work(report) {
  const jobs = Object.values(report.summary.job_classes);
  const models = Object.values(report.summary.model_classes);
  return [
    ...(jobs.length ? [job_table(jobs), waits(jobs)] : []),
    ...(models.length ? [model_table(models)] : []),
    ...day_figures(report, { id: 'queue', title: words('work_queue_title'), quantities: ['q_waiting', 'q_running'] }),
  ];
}

const states = ['submitted', 'completed', 'failed', 'cancelled', 'running', 'queued', 'rejected'];

function job_table(jobs) {
  const count = states.length;
  const has_level = jobs.some((entry) => entry.service_level);
  const table = () => ({
    head: [
      words('class'),
      ...states.map((name) => words(name)),
      `${words('wait_mean')}, s`,
      `${words('wait_p95')}, s`,
      `${words('turnaround')}, s`,
      words('goodput'),
      ...(has_level ? [words('level')] : []),
    ],
    rows: jobs.map((entry) => [
      class_name(entry),
      ...states.map((name) => entry.jobs[name]),
      entry.wait.mean_s,
      entry.wait.p95_s,
      entry.turnaround_mean_s,
      entry.work.goodput_share,
      ...(has_level ? [entry.service_level?.attainment ?? null] : []),
    ]),
  });
  const show = (value, j) => {
    if (j === 0) return null;
    if (j <= count) return compact(value);
    return j <= count + 3 ? duration(value) : percent(value);
  };
  return table_figure('jobs', words('work_jobs_title'), words('work_jobs_note'), table, show, without_seconds);
}

/** On the page, durations bring a unit of their own. */
const without_seconds = (head) => head.replace(/, s$/, '');

/** Waits span orders of magnitude, hence the logarithm; below a tenth of a second nobody waits. */
function waits(jobs) {
  const shown = (seconds) => (seconds === null ? null : Math.max(0.1, seconds));
  const bars = (which, fill) => ({
    type: 'bar',
    name: words(`wait_${which}`),
    data: jobs.map((entry) => shown(entry.wait[`${which}_s`])),
    itemStyle: { color: color(fill) },
  });
  return figure({
    id: 'waits',
    title: words('work_wait_title'),
    alt: words('work_wait_alt'),
    height: 90 + 50 * jobs.length,
    option: () => ({
      grid: plot({ top: 36, right: 60 }),
      legend: legend(),
      tooltip: tooltip({
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        formatter: ([{ dataIndex: i }]) =>
          tip(class_name(jobs[i]), [
            [words('wait_mean'), duration(jobs[i].wait.mean_s), color('accent')],
            [words('wait_p95'), duration(jobs[i].wait.p95_s), color('curtailed')],
          ]),
      }),
      xAxis: value_axis('', {
        type: 'log',
        min: 0.1,
        startValue: 0.1,
        axisLabel: { color: color('muted'), formatter: (v) => duration(v), hideOverlap: true },
      }),
      yAxis: category_axis(jobs.map(class_name), { inverse: true, axisLabel: { width: 130, overflow: 'truncate' } }),
      series: [bars('mean', 'accent'), bars('p95', 'curtailed')],
    }),
    table: () => ({
      head: [words('class'), `${words('wait_mean')}, s`, `${words('wait_p95')}, s`],
      rows: jobs.map((entry) => [class_name(entry), entry.wait.mean_s, entry.wait.p95_s]),
    }),
  }).element;
}

function model_table(models) {
  return table_figure(
    'models',
    words('work_models_title'),
    words('work_models_note'),
    () => ({
      head: [
        words('class'),
        words('asked_for'),
        words('served'),
        words('in_time'),
        `${words('round_trip')}, ms`,
        `${words('first_token')}, s`,
        `${words('output_token')}, ms`,
        words('joules'),
        words('attainment'),
      ],
      rows: models.map((entry) => [
        class_name(entry),
        entry.tokens.asked_for,
        entry.tokens.served,
        entry.latency.sla_share,
        entry.latency.p95_ms,
        entry.first_token?.p95_s ?? null,
        entry.output_token_ms,
        entry.joules_per_token?.meter ?? null,
        entry.service_level?.attainment ?? null,
      ]),
    }),
    (value, j) => {
      if (j === 1 || j === 2) return compact(value);
      if (j === 3 || j === 8) return percent(value, 2);
      return j === 0 ? null : number(value, j === 7 ? 3 : null);
    },
  );
}
