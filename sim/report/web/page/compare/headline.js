// The comparison in plain words, and the best variant of each metric.
import { answer, element } from '../dom.js';
import { table_figure } from '../figure.js';
import { isolated, number, p_value, percent, signed_percent } from '../format.js';
import { words } from '../i18n.js';
import { decimals_for, metric_heading, metric_scale, metric_title, with_unit } from '../metrics.js';
import { half_width, main_metrics, others, verdict } from './data.js';

export function headline(report) {
  return [
    element('div', { class: 'plain-words' }, asked(report), came_out(report), open(report)),
    best_of_each(report),
  ];
}

/** 1 to 10, or each of them. */
export function seeds_in_words(seeds) {
  const is_row = seeds.every((seed, i) => i === 0 || seed === seeds[i - 1] + 1);
  return is_row && seeds.length > 2 ? `${seeds[0]}–${seeds.at(-1)}` : seeds.join(', ');
}

/** At most five names; of more, how many. */
function name_list(report, variants) {
  const names = variants.slice(0, 5).map((i) => isolated(report.labels[i]));
  const text = names.join(words('list_comma'));
  return variants.length > 5 ? words('list_more', text, number(variants.length - 5)) : text;
}

function asked(report) {
  const { labels, seeds, baseline } = report;
  return answer(
    words('asked'),
    seeds.length === 1
      ? words('asked_with_one', isolated(report.scenario), number(labels.length), seeds[0])
      : words(
          'asked_text',
          isolated(report.scenario),
          number(labels.length),
          number(seeds.length),
          seeds_in_words(seeds),
        ),
    words('asked_baseline', isolated(labels[baseline])),
  );
}

const best_of = (metric) => metric.of.flatMap(({ rank }, i) => (rank === 1 ? [i] : []));

/** The unit of a metric's means, and how many decimals tell them apart. */
export function shown_means(metric) {
  const all = metric.of.map(({ mean }) => mean);
  const scale = metric_scale(metric, all);
  const widths = metric.of.map(half_width).filter((width) => width > 0);
  const finest = Math.min(...(widths.length ? widths : [Math.max(...all) - Math.min(...all)]));
  return { scale, decimals: decimals_for(finest * scale.factor) };
}

function best_in_words(report, metric) {
  const best = best_of(metric);
  const { scale, decimals } = shown_means(metric);
  const value = with_unit(metric.of[best[0]].mean * scale.factor, scale, decimals);
  const name = metric_title(metric);
  if (best.length === report.labels.length) return words('best_all', name, value);
  const begin = words(best.length > 1 ? 'best_shared' : 'best_alone', name, name_list(report, best), value);
  return begin + against_baseline(report, metric, best);
}

function against_baseline(report, metric, best) {
  if (best.includes(report.baseline)) return words(best.length > 1 ? 'best_has_baseline' : 'best_is_baseline');
  const { difference } = metric.of[best[0]];
  const finding = verdict(metric, best[0]);
  const kind = { better: 'best_found', worse: 'best_found', unclear: 'best_unclear', untested: 'best_untested' }[
    finding
  ];
  const scale = metric_scale(metric, [difference.mean]);
  const change =
    difference.relative === null
      ? with_unit(difference.mean * scale.factor, scale)
      : signed_percent(difference.relative);
  return words(kind, change, isolated(report.labels[report.baseline]), p_value(difference.p_value_holm));
}

function came_out(report) {
  const sentences = main_metrics(report).map((metric) => best_in_words(report, metric));
  return answer(words('came_out'), ...sentences, unlike_work(report));
}

/** A policy that does less is cheaper: said where completed jobs differ by more than 1 %, as on the terminal. */
function unlike_work(report) {
  const jobs = report.by_name.get('completed_jobs')?.of.map(({ mean }) => mean);
  if (!jobs) return null;
  const apart = Math.max(...jobs) / Math.min(...jobs) - 1;
  return apart > 0.01 ? words('unlike_work', percent(apart)) : null;
}

function open(report) {
  if (report.seeds.length === 1) return answer(words('open_title'), words('asked_one_seed'));
  const metrics = main_metrics(report);
  const sentences = metrics.flatMap((metric) => {
    const unclear = others(report).filter(
      (i) => verdict(metric, i) === 'unclear' && metric.of[i].difference.mean !== 0,
    );
    if (unclear.length === 0) return [];
    const key = unclear.length === 1 ? 'open_metric_one' : 'open_metric';
    const names = [name_list(report, unclear), isolated(report.labels[report.baseline])];
    return [words(key, metric_title(metric), ...names)];
  });
  return answer(
    words('open_title'),
    ...(sentences.length ? sentences : [words('open_none')]),
    seeds_needed(report, metrics),
  );
}

const most_seeds = 1000; // more of them nobody runs: how many more is no help

function seeds_needed(report, metrics) {
  const needs = metrics.flatMap((metric) =>
    others(report).map((i) => ({ metric, variant: i, seeds: metric.of[i].difference.further_seeds ?? 0 })),
  );
  const most = needs.reduce((a, b) => (b.seeds > a.seeds ? b : a), { seeds: 0 });
  if (most.seeds === 0) return words('open_enough');
  if (most.seeds > most_seeds)
    return words('open_far', number(most_seeds), isolated(report.labels[most.variant]), metric_title(most.metric));
  return words('open_seeds', number(most.seeds), isolated(report.labels[most.variant]), metric_title(most.metric));
}

function best_of_each(report) {
  const rows = report.metrics.map((metric) => {
    const best = best_of(metric);
    return { metric, best, difference: metric.of[best[0]].difference, ...shown_means(metric) };
  });
  const table = () => ({
    head: ['metric', 'best', 'mean_head', 'difference_relative', 'p_holm', 'found'].map((key) => words(key)),
    rows: rows.map(({ metric, best, difference, scale }) => [
      metric_heading(metric, scale),
      best.map((i) => report.labels[i]).join(words('list_comma')),
      metric.of[best[0]].mean * scale.factor,
      difference?.relative === undefined || difference.relative === null ? null : 100 * difference.relative,
      difference?.p_value_holm ?? null,
      best.includes(report.baseline) ? words('is_baseline') : words(`verdict_${verdict(metric, best[0])}`),
    ]),
  });
  const note = words('best_note', isolated(report.labels[report.baseline]));
  return table_figure('best', words('best_title'), note, table, (value, column, row) => {
    const { metric, best, difference, decimals } = rows[row];
    if (column === 1) return name_list(report, best);
    if (column === 2) return number(value, decimals);
    if (column === 3 && difference) return signed_percent(difference.relative);
    if (column === 4 && difference) return p_value(value);
    if (column === 5 && !best.includes(report.baseline)) return verdict_mark(verdict(metric, best[0]));
    return null;
  });
}

/** Signs say it without the colour. */
export function verdict_mark(finding) {
  const sign = { better: '▲', worse: '▼', unclear: '○', untested: '·' }[finding];
  return element('span', { class: `verdict ${finding}` }, `${sign} ${words(`verdict_${finding}`)}`);
}
