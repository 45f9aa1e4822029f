// The sweep in plain words: what was varied, what matters, what is best.
import { answer, element } from '../dom.js';
import { table_figure } from '../figure.js';
import { isolated, number, percent } from '../format.js';
import { words } from '../i18n.js';
import { metric_heading, metric_scale, metric_title, with_unit } from '../metrics.js';
import { analysed, dimensions, distinct, effects_of, in_order, readable, title_of, value_text } from './data.js';

export function headline(report) {
  return [
    element('div', { class: 'plain-words' }, asked(report), what_matters(report), what_is_best(report)),
    matters_table(report),
  ].filter(Boolean);
}

function asked(report) {
  const { variants_total, variants, scenario, runs, failed, design } = report;
  const each = number(Math.round((10 * runs) / Math.max(variants_total, 1)) / 10);
  return answer(
    words('asked'),
    words('asked_text', number(variants_total), isolated(scenario), number(runs), each, design),
    ...dimensions(report).map((dimension) => words('factor_text', named(dimension), span(report, dimension))),
    failed > 0 ? words('asked_failed', number(failed)) : null,
    variants.length < variants_total ? words('asked_sample', number(variants.length), number(variants_total)) : null,
  );
}

/** A factor's title, and the id that it goes by in the sweep's file. */
const named = ({ id, title }) => (title === id ? id : `${isolated(title)} (${id})`);

const values_in_words = 6;

/** The values of a dimension if they are few, or else its ends. */
function span(report, dimension) {
  const all = distinct(report, dimension).map((value) => isolated(value_text(dimension, value)));
  if (all.length <= values_in_words || !dimension.is_numeric)
    return all.slice(0, 2 * values_in_words).join(words('list_comma')) + (all.length > 2 * values_in_words ? '…' : '');
  return words('range_text', all[0], all.at(-1));
}

/** The unit of an analysed metric, as the variants are read, and its values as text. */
export function effect_scale(report, metric) {
  const found = report.analysis[metric.name];
  const scale = metric_scale(metric, [found.least, found.most, found.mean]);
  return { scale, text: (value) => with_unit(value * scale.factor, scale) };
}

function what_matters(report) {
  const sentences = analysed(report).map((metric) => {
    const [id, effect] = effects_of(report, metric)[0] ?? [];
    if (!effect || !(effect.range > 0)) return words('nothing_matters', metric_title(metric));
    const { text } = effect_scale(report, metric);
    const factor = isolated(title_of(report, id));
    const [least, most] = [text(effect.least), text(effect.most)];
    return words('matters_most', metric_title(metric), factor, least, most, percent(effect.variance_share, 0));
  });
  return sentences.length > 0 ? answer(words('came_out'), ...sentences) : null;
}

function what_is_best(report) {
  const sentences = report.shown.flatMap((metric) => {
    const [best] = in_order(report, metric);
    if (best === undefined) return [];
    const { values, least, most, text } = readable(report, metric);
    if (least === most) return [words('best_is_all', metric_title(metric), text(least))];
    return [words('best_is', metric_title(metric), text(values[best]), of_variant(report, report.variants[best]))];
  });
  return sentences.length > 0 ? answer(words('best_variants'), ...sentences) : null;
}

/** storage = 4, policy = green: by their ids, for titles are long. */
function of_variant(report, variant) {
  return dimensions(report)
    .map((dimension) => words('is_value', dimension.id, isolated(value_text(dimension, dimension.of(variant)))))
    .join(words('list_comma'));
}

function matters_table(report) {
  const metrics = analysed(report);
  if (metrics.length === 0) return null;
  const table = () => ({
    head: ['metric', 'factor', 'lowest', 'highest', 'range', 'of_variance', 'rank_correlation'].map((key) =>
      words(key),
    ),
    rows: metrics.flatMap((metric) => {
      const { scale } = effect_scale(report, metric);
      return effects_of(report, metric).map(([id, effect]) => [
        metric_heading(metric, scale),
        title_of(report, id),
        ...[effect.least, effect.most, effect.range].map((value) => value * scale.factor),
        100 * effect.variance_share,
        effect.rank_correlation,
      ]);
    }),
  });
  return table_figure('matters', words('matters_title'), words('matters_note'), table, (value, column) =>
    column >= 5 && value !== null ? number(value, column === 5 ? 1 : 2) : null,
  );
}
