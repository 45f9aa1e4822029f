// Reads the data, draws the page of a kind of report, and draws it anew when the reader changes language, units or light.
import { element, select } from './dom.js';
import { follow_printer, follow_window, forget_figures, name_files_after, series_ready } from './figure.js';
import { choice, choose_scales, locale } from './format.js';
import { language, set_language, use_words, words } from './i18n.js';
import { shared_words } from './words.js';

function draw_page(kind, report) {
  forget_figures();
  document.documentElement.lang = locale();
  document.title = `${kind.title(report)} · suanwang 算网`;
  document.querySelector('.skip').textContent = words('skip');
  const drawn = Object.entries(kind.sections)
    .map(([id, draw]) => [id, draw(report)])
    .filter(([, content]) => content?.length);
  document.getElementById('top').replaceChildren(...top_of(kind, report));
  const contents = document.getElementById('contents');
  contents.setAttribute('aria-label', words('contents'));
  contents.replaceChildren(...drawn.map(([id]) => element('a', { href: `#section-${id}` }, words(`section_${id}`))));
  document
    .getElementById('main')
    .replaceChildren(
      ...drawn.map(([id, content]) =>
        element(
          'section',
          { id: `section-${id}`, 'aria-labelledby': `heading-${id}` },
          element('h2', { id: `heading-${id}` }, words(`section_${id}`)),
          ...content,
        ),
      ),
    );
  document.getElementById('foot').replaceChildren(kind.foot(report));
}

function top_of(kind, report) {
  // The page is made anew under the reader's hands: what had the focus gets it back.
  const redraw = (change, number) => (value) => {
    change(value);
    draw_page(kind, report);
    document.querySelectorAll('#top select')[number].focus();
  };
  return [
    element(
      'div',
      { class: 'title' },
      element('h1', { dir: 'auto' }, kind.title(report)),
      kind.description(report) ? element('p', { dir: 'auto' }, kind.description(report)) : null,
    ),
    element(
      'div',
      { class: 'controls', role: 'group', 'aria-label': words('settings') },
      select(
        '语言 Language',
        [
          ['zh', '中文'],
          ['en', 'English'],
        ],
        language(),
        redraw(change_language, 0),
      ),
      select(
        words('units'),
        [
          ['twh', 'TWh · GW'],
          ['yi', '亿千瓦时 · 万千瓦'],
        ],
        choice.habit,
        redraw((to) => {
          choice.habit = to;
        }, 1),
      ),
      select(
        words('light'),
        [
          ['auto', words('light_auto')],
          ['light', words('light_light')],
          ['dark', words('light_dark')],
        ],
        document.documentElement.dataset.light ?? 'auto',
        redraw(change_light, 2),
      ),
    ),
  ];
}

/** Each language brings its habit of units; the reader can still choose the other. */
function change_language(to) {
  set_language(to);
  choice.habit = to === 'zh' ? 'yi' : 'twh';
}

function change_light(to) {
  if (to === 'auto') delete document.documentElement.dataset.light;
  else document.documentElement.dataset.light = to;
}

async function start(kind) {
  use_words(shared_words);
  use_words(kind.words);
  const data = JSON.parse(document.getElementById('data').textContent);
  const report = kind.read(data);
  change_language(navigator.language.startsWith('zh') ? 'zh' : 'en');
  if (kind.national_twh) choose_scales(kind.national_twh(report));
  name_files_after(kind.file_stem(report));
  draw_page(kind, report);
  follow_window();
  follow_printer();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => draw_page(kind, report));
  await kind.load?.(report);
  series_ready();
  document.documentElement.dataset.ready = 'true';
}

/**
 * Shows the page of a kind of report.
 * @param kind  Its `words`; `read(data)`, which gives the report; of a report its `title`, `description`, `file_stem` and `foot`;
 *              `sections` {id: function(report) that gives elements, or none}. And, where it has them, `load(report)` for what
 *              takes time, and `national_twh(report)`, by which the units are chosen.
 */
export function show_page(kind) {
  start(kind).catch((error) => {
    document
      .getElementById('main')
      .prepend(element('p', { class: 'failure', role: 'alert' }, `${words('failure')} ${error.message}`));
    throw error;
  });
}
