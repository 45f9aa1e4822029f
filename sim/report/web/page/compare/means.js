// Every metric of every variant: mean, interval and rank.
import { element } from '../dom.js';
import { framed, plain_table, scroll_box } from '../figure.js';
import { number } from '../format.js';
import { words } from '../i18n.js';
import { metric_heading, metric_title } from '../metrics.js';
import { half_width } from './data.js';
import { shown_means } from './headline.js';

export function means(report) {
  const title = words('means_title');
  const names = report.pareto_metrics.map((name) => metric_title(report.by_name.get(name) ?? { name }));
  const note = words('means_note', names.join(words('list_comma')) || words('none'));
  return [framed('means', title, note, () => in_full(report), scroll_box(title, at_a_glance(report)))];
}

const mark = ({ in_pareto_set }) => (in_pareto_set ? '◆' : '');

function at_a_glance(report) {
  const shown = report.metrics.map(shown_means);
  const rows = report.variants.map((variant, i) => [
    variant.label,
    mark(variant),
    ...report.metrics.map((metric, m) => metric.of[i].mean * shown[m].scale.factor),
  ]);
  const head = [
    words('variant'),
    words('pareto'),
    ...report.metrics.map((metric, m) => metric_heading(metric, shown[m].scale)),
  ];
  return plain_table({ head, rows }, (i, j) => (j > 1 ? cell(report.metrics[j - 2].of[i], shown[j - 2]) : null));
}

/** 13.38 ± 0.05, and its rank below. */
function cell(found, { scale, decimals }) {
  const half = half_width(found);
  const text = number(found.mean * scale.factor, decimals);
  return [
    element(
      found.rank === 1 ? 'b' : 'span',
      {},
      half === null ? text : `${text} ± ${number(half * scale.factor, decimals)}`,
    ),
    element('small', { class: 'rank' }, words('rank', number(found.rank))),
  ];
}

function in_full(report) {
  const of_metric = (metric) => {
    const heading = metric_heading(metric, shown_means(metric).scale);
    return [heading, `${heading} (${words('half_width')})`, `${metric_title(metric)} (${words('rank_head')})`];
  };
  return {
    head: [words('variant'), words('pareto'), ...report.metrics.flatMap(of_metric)],
    rows: report.variants.map((variant, i) => [
      variant.label,
      mark(variant),
      ...report.metrics.flatMap((metric) => {
        const { factor } = shown_means(metric).scale;
        const half = half_width(metric.of[i]);
        return [metric.of[i].mean * factor, half === null ? null : half * factor, metric.of[i].rank];
      }),
    ]),
  };
}
