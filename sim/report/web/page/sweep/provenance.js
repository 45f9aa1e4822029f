// What was swept, by which program, from which files.
import { table_figure } from '../figure.js';
import { words } from '../i18n.js';

const most_levels = 12;

export function provenance(report) {
  return [the_sweep(report), factors(report)];
}

function the_sweep(report) {
  const rows = [
    [words('sweep_name'), report.name],
    [words('scenario'), report.scenario],
    [words('design'), report.design],
    [words('version'), report.version],
    [words('source_of'), report.source],
    [words('plan_hash'), report.plan_hash],
    ...report.files.map(({ path, sha256 }) => [path, sha256]),
  ];
  return table_figure('run', words('provenance_sweep'), null, () => ({
    head: [words('file'), `${words('value')} / ${words('sha')}`],
    rows,
  }));
}

function factors(report) {
  const shortened = (levels) => levels.slice(0, most_levels).join('  ') + (levels.length > most_levels ? ' …' : '');
  return table_figure('factors', words('factors_title'), null, () => ({
    head: [words('factor'), words('title'), words('keys'), words('levels')],
    rows: [
      ...report.factors.map(({ id, title, keys, levels }) => [id, title, keys.join('  '), shortened(levels)]),
      ...(report.policies.length > 1 ? [['policy', words('policy'), '', shortened(report.policies)]] : []),
    ],
  }));
}
