// The best variants by a metric of the reader's choice.
import { element } from '../dom.js';
import { framed, plain_table, scroll_box } from '../figure.js';
import { number } from '../format.js';
import { words } from '../i18n.js';
import { metric_heading, metric_select } from '../metrics.js';
import { state } from '../page_state.js';
import { dimensions, in_order, readable, sampled } from './data.js';

const rows_shown = 20;

export function best(report) {
  const metrics = report.shown;
  if (metrics.length === 0) return [];
  const now = state('best', { metric: metrics[0].name });
  const title = words('best_title');
  const table = () =>
    rows_by(
      report,
      metrics.find(({ name }) => name === now.metric),
    );
  const hold = scroll_box(title);
  const fill = () => hold.replaceChildren(top_of(report, table()));
  const choice = metric_select(
    metrics,
    now.metric,
    (name) => {
      now.metric = name;
      fill();
    },
    words('best_by'),
  );
  fill();
  const note = sampled(report, words('best_note', number(rows_shown)));
  return [framed('best', title, note, table, element('div', { class: 'controls' }, choice), hold)];
}

/** All variants that have the metric, the best first, with their factors and metrics. */
function rows_by(report, metric) {
  const all = dimensions(report);
  const shown = report.shown.map((each) => readable(report, each));
  return {
    head: [
      ...all.map(({ title }) => title),
      ...shown.map((each) => metric_heading(each.metric, each.scale)),
      words('runs'),
      words('failed_runs'),
    ],
    rows: in_order(report, metric).map((i) => {
      const variant = report.variants[i];
      return [
        ...all.map((dimension) => dimension.of(variant)),
        ...shown.map(({ values }) => values[i]),
        variant.runs,
        variant.failed,
      ];
    }),
  };
}

function top_of(report, { head, rows }) {
  const decimals = report.shown.map((metric) => readable(report, metric).decimals);
  const first = dimensions(report).length;
  const top = rows.slice(0, rows_shown);
  return plain_table({ head, rows: top }, (i, j) =>
    j >= first && j < first + decimals.length ? number(top[i][j], decimals[j - first]) : null,
  );
}
