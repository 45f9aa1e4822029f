// Rules held against what the run found: a row per hub, a column per rule.
import { element } from '../dom.js';
import { name_of, number, percent } from '../format.js';
import { framed, plain_table, scroll_box } from '../figure.js';
import { words, words_or } from '../i18n.js';

export function compliance(report) {
  const rules = report.summary.compliance;
  if (rules.length === 0) return [];
  const title = words('compliance_title');
  return [framed('compliance', title, words('compliance_note'), () => list(report), scroll_box(title, matrix(report)))];
}

const name = (rule) => words_or(`rule_${rule}`, rule);
const limit = (rule) => rule.at_least ?? rule.at_most;
const shown = (rule, value) => (rule.rule === 'pue_limit' ? number(value, 3) : percent(value));

function matrix({ hubs, summary }) {
  const kinds = [...new Set(summary.compliance.map((rule) => rule.rule))];
  const rows = hubs.map((hub) =>
    kinds.map((kind) => summary.compliance.find((rule) => rule.hub === hub.id && rule.rule === kind) ?? null),
  );
  return plain_table(
    {
      head: [words('hub'), ...kinds.map(name)],
      rows: hubs.map((hub, i) => [name_of(hub), ...rows[i].map((rule) => (rule ? '' : '–'))]),
    },
    (i, j) => (j > 0 && rows[i][j - 1] ? cell(rows[i][j - 1]) : null),
  );
}

/** ✗ 34.0 % (≥ 80.0 %): the sign says it without the colour. */
function cell(rule) {
  const text = `${shown(rule, rule.found)} (${rule.at_least === undefined ? '≤' : '≥'} ${shown(rule, limit(rule))})`;
  return element(
    'span',
    { class: rule.is_met ? 'met' : 'unmet' },
    element('span', { role: 'img', 'aria-label': words(rule.is_met ? 'met' : 'unmet') }, rule.is_met ? '✓' : '✗'),
    ` ${text}`,
  );
}

function list({ hub_by_id, summary }) {
  return {
    head: [words('hub'), words('rule'), words('limit'), words('required'), words('found'), words('is_met')],
    rows: summary.compliance.map((rule) => [
      name_of(hub_by_id.get(rule.hub)),
      name(rule.rule),
      words(rule.at_least === undefined ? 'at_most' : 'at_least'),
      limit(rule),
      rule.found,
      words(rule.is_met ? 'met' : 'unmet'),
    ]),
  };
}
