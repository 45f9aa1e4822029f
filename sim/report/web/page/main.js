// Reads the data, draws the page, and draws it anew when the reader changes language, units or light.
import { compliance } from './compliance.js';
import { cost } from './cost.js';
import { daily } from './daily.js';
import { read_report, unpack_series } from './data.js';
import { element, select } from './dom.js';
import { durations } from './durations.js';
import { energy } from './energy.js';
import { follow_printer, follow_window, forget_figures, name_files_after, series_ready } from './figure.js';
import { flows } from './flows.js';
import { choice, choose_scales, locale } from './format.js';
import { green } from './green.js';
import { headline } from './headline.js';
import { heatmap } from './heatmap.js';
import { language, set_language, words } from './i18n.js';
import { map } from './map.js';
import { provenance } from './provenance.js';
import { reconciliation } from './reconciliation.js';
import { storage } from './storage.js';
import { utilisation } from './utilisation.js';
import { work } from './work.js';

const sections = {
  headline,
  map,
  flows,
  energy,
  heatmap,
  daily,
  green,
  durations,
  storage,
  work,
  utilisation,
  reconciliation,
  compliance,
  cost,
  provenance,
};

function draw_page(report) {
  forget_figures();
  document.documentElement.lang = locale();
  document.title = `${report.meta.title || report.meta.scenario} · suanwang 算网`;
  document.querySelector('.skip').textContent = words('skip');
  const drawn = Object.entries(sections)
    .map(([id, draw]) => [id, draw(report)])
    .filter(([, content]) => content?.length);
  document.getElementById('top').replaceChildren(...top_of(report));
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
  document
    .getElementById('foot')
    .replaceChildren(words('foot', report.meta.version, report.meta.source, report.meta.seed));
}

function top_of(report) {
  // The page is made anew under the reader's hands: what had the focus gets it back.
  const redraw = (change, number) => (value) => {
    change(value);
    draw_page(report);
    document.querySelectorAll('#top select')[number].focus();
  };
  return [
    element(
      'div',
      { class: 'title' },
      element('h1', { dir: 'auto' }, report.meta.title || report.meta.scenario),
      report.meta.description ? element('p', { dir: 'auto' }, report.meta.description) : null,
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

async function start() {
  const report = read_report(document.getElementById('data').textContent);
  change_language(navigator.language.startsWith('zh') ? 'zh' : 'en');
  choose_scales(report.summary);
  name_files_after(report.meta.scenario);
  draw_page(report);
  follow_window();
  follow_printer();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => draw_page(report));
  await unpack_series(report);
  series_ready();
  document.documentElement.dataset.ready = 'true';
}

start().catch((error) => {
  document
    .getElementById('main')
    .prepend(element('p', { class: 'failure', role: 'alert' }, `${words('failure')} ${error.message}`));
  throw error;
});
