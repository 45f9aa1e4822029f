// What was run.
import { table_figure } from '../figure.js';
import { words } from '../i18n.js';

export function provenance(report) {
  const rows = [
    [words('pathway'), report.name],
    [words('version'), report.version],
    [words('source_of'), report.source ?? '–'],
    ...report.files.map(({ path, sha256 }) => [path, sha256]),
  ];
  const head = () => [words('file'), `${words('value')} / ${words('sha')}`];
  return [table_figure('run', words('provenance_pathway'), null, () => ({ head: head(), rows }))];
}
