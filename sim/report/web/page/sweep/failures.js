// Runs that failed, with their messages.
import { table_figure } from '../figure.js';
import { number } from '../format.js';
import { words } from '../i18n.js';

export function failures({ failures: all = [], failed }) {
  if (all.length === 0) return [];
  const note = failed > all.length ? words('failures_note', number(all.length), number(failed)) : null;
  return [
    table_figure('failures', words('failures_title'), note, () => ({
      head: [words('variant'), words('seed'), words('message')],
      rows: all.map(({ variant, seed, message }) => [String(variant), String(seed), message]),
    })),
  ];
}
