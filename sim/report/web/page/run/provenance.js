// What was run, from which files, and how sure each figure of the scenario is.
import { element } from '../dom.js';
import { csv_button, plain_table, scroll_box, table_figure } from '../figure.js';
import { number } from '../format.js';
import { words, words_or } from '../i18n.js';

const rows_shown = 100; // of some seven hundred figures; the search finds the rest, the CSV file has all

export function provenance(report) {
  return [
    the_run(report),
    report.provenance.length ? marks(report) : null,
    report.provenance.length ? figures(report) : null,
    report.sources.length ? sources(report) : null,
  ].filter(Boolean);
}

function the_run({ meta }) {
  const rows = [
    [words('scenario'), meta.scenario],
    [words('version'), meta.version],
    [words('source_of'), meta.source],
    [words('seed'), String(meta.seed)],
    [words('horizon'), `${meta.start} – ${meta.end}`],
    ...meta.files.map((file) => [file.path, file.sha256]),
  ];
  return table_figure('run', words('provenance_run'), null, () => ({
    head: [words('file'), `${words('value')} / ${words('sha')}`],
    rows,
  }));
}

/** 'I-M' is 'I', from memory. */
function meaning(mark) {
  const [basis, memory] = mark.split('-');
  return words_or(`mark_${basis}`, basis) + (memory ? `; ${words('mark_M')}` : '');
}

function marks({ provenance: all }) {
  const counts = new Map();
  for (const { mark } of all) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  const rows = [...counts].sort((a, b) => b[1] - a[1]).map(([mark, count]) => [mark || '–', meaning(mark), count]);
  return table_figure('marks', words('provenance_marks'), null, () => ({
    head: [words('mark'), words('meaning'), words('count')],
    rows,
  }));
}

function figures({ provenance: all }) {
  const table = () => ({
    head: [words('key_path'), words('value'), words('mark'), words('sources'), words('note')],
    rows: all.map((row) => [row.key_path, row.value, row.mark, row.sources, row.note]),
  });
  const hold = scroll_box(words('provenance_title'));
  const status = element('span', { role: 'status' });
  const show = (text) => {
    const { head, rows } = table();
    const found = rows.filter((row) => row.some((cell) => cell.toLowerCase().includes(text.toLowerCase())));
    hold.replaceChildren(plain_table({ head, rows: found.slice(0, rows_shown) }));
    status.textContent = words('shown', number(Math.min(found.length, rows_shown)), number(rows.length));
  };
  const search = element('input', { type: 'search', id: 'provenance-search', oninput: () => show(search.value) });
  const details = element(
    'details',
    {
      ontoggle: () => {
        if (details.open) show(search.value);
      },
    },
    element('summary', {}, words('table')),
    element(
      'div',
      { class: 'controls' },
      element('label', { class: 'control' }, element('span', {}, words('filter')), search),
      status,
    ),
    hold,
  );
  return element(
    'figure',
    { id: 'provenance' },
    element('figcaption', {}, element('h3', {}, words('provenance_title'))),
    element('div', { class: 'data' }, details, csv_button('provenance', words('provenance_title'), table)),
  );
}

function sources({ sources: all }) {
  return table_figure('sources', words('sources_title'), null, () => ({
    head: [words('source_id'), words('title'), words('date')],
    rows: all.map(({ id, title, date }) => [id, title, String(date)]),
  }));
}
