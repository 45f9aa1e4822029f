// What was compared, with which program, and what each variant changes.
import { table_figure } from '../figure.js';
import { number } from '../format.js';
import { words } from '../i18n.js';

export function provenance(report) {
  return [the_comparison(report), variants(report), factors(report)].filter(Boolean);
}

function the_comparison(report) {
  const { rule, of } = report.calibration;
  const rows = [
    [words('scenario'), report.scenario],
    [words('version'), report.version],
    [words('source_of'), report.source ?? '–'],
    [words('seeds'), report.seeds.join(' ')],
    [words('calibration'), rule === 'none' ? rule : words('calibration_text', rule, of)],
    ...report.files.map(({ path, sha256 }) => [path, sha256]),
  ];
  return table_figure('run', words('provenance_compare'), null, () => ({
    head: [words('file'), `${words('value')} / ${words('sha')}`],
    rows,
  }));
}

function variants(report) {
  return table_figure('variants', words('variants_title'), null, () => ({
    head: [words('variant'), words('overrides')],
    rows: report.variants.map(({ label, overrides }) => [label, overrides.join('  ') || words('none')]),
  }));
}

function factors({ seeds, calibration }) {
  if (calibration.rule === 'none' || !calibration.factors?.length) return null;
  return table_figure(
    'factors',
    words('calibration_title'),
    null,
    () => ({
      head: [words('seed'), words('calibration_factor')],
      rows: seeds.map((seed, k) => [String(seed), calibration.factors[k]]),
    }),
    (value, column) => (column === 1 ? number(value, 4) : null),
  );
}
