// A figure of the report: title, a line that says how to read it, controls, the chart, its table and its CSV file.
import { element } from './dom.js';
import { number, tick } from './format.js';
import { words } from './i18n.js';
import { color } from './palette.js';

const live = new Set();
let watcher = null;

/** Drops all charts, before the page is drawn anew in another language or light. */
export function forget_figures() {
  for (const figure of live) figure.chart?.dispose();
  live.clear();
  watcher?.disconnect();
  watcher = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) draw_in(entry.target);
    },
    { rootMargin: '400px' },
  );
}

function draw_in(node) {
  for (const figure of live) if (figure.node === node) figure.draw();
}

/**
 * @param spec.id       Name of the chart, of its table and of its CSV file.
 * @param spec.height   In px, or a function of the width that gives it.
 * @param spec.option   Gives the ECharts option; called again by `refresh`. May return null: nothing to draw.
 * @param spec.table    Gives {head: [text], rows: [[number or text]]}, unrounded; called when it is asked for.
 * @param spec.min_width  In px: in a narrower window the chart scrolls sideways in its frame.
 * @param spec.on_chart  Called with the ECharts instance when it is made.
 * @param spec.needs_series  Draw when the hourly columns are unpacked.
 */
export function figure(spec) {
  const canvas = element('div', { class: 'chart', id: `chart-${spec.id}`, role: 'img', 'aria-label': spec.alt });
  if (spec.height) canvas.style.height = `${height_at(spec, 1000)}px`;
  const self = { chart: null, node: canvas, spec, is_wanted: false };
  self.draw = () => {
    self.is_wanted = true;
    draw(self);
  };
  const table = table_of(spec);
  self.refresh = (alt) => {
    if (alt) canvas.setAttribute('aria-label', alt);
    if (self.is_wanted) draw(self);
    table.refresh();
  };
  live.add(self);
  watcher.observe(canvas);
  self.element = element(
    'figure',
    { id: spec.id },
    element('figcaption', {}, element('h3', {}, spec.title), spec.note ? element('p', {}, spec.note) : null),
    spec.controls ? element('div', { class: 'controls' }, spec.controls) : null,
    body_of(spec, canvas),
    table.element,
  );
  return self;
}

function body_of(spec, canvas) {
  if (spec.beside) return element('div', { class: 'beside' }, canvas, spec.beside);
  if (!spec.min_width) return canvas;
  canvas.style.minWidth = `${spec.min_width}px`;
  return scroll_box(spec.title, canvas);
}

const height_at = ({ height }, width) => (typeof height === 'function' ? height(width) : height);

let series_are_ready = false;

export function series_ready() {
  series_are_ready = true;
  for (const figure of live) if (figure.is_wanted) draw(figure);
}

function draw(self, width = self.node.clientWidth) {
  if (self.spec.needs_series && !series_are_ready) return;
  if (!self.chart) {
    self.chart = echarts.init(self.node, null, { renderer: 'canvas' });
    if (self.spec.on_click) on_any_click(self);
    self.spec.on_chart?.(self.chart);
  }
  if (typeof self.spec.height === 'function') {
    self.node.style.height = `${height_at(self.spec, width)}px`;
    self.chart.resize({ width, height: height_at(self.spec, width) });
  }
  const option = self.spec.option(width, self.node.clientHeight);
  if (option) self.chart.setOption({ ...common(), ...option }, { notMerge: true });
}

/** The whole plot answers a click, not only its lines; an axis of categories says which one was meant. */
function on_any_click(self) {
  self.chart.getZr().on('click', (event) => {
    const at = [event.offsetX, event.offsetY];
    if (!self.chart.containPixel('grid', at)) return;
    self.spec.on_click(Math.round(self.chart.convertFromPixel({ gridIndex: 0 }, at)[0]));
  });
}

function common() {
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: color('ink') },
    backgroundColor: 'transparent',
  };
}

const sheet_px = 660; // what an A4 sheet leaves for a chart

/** Charts follow their frame. */
export function follow_window() {
  let pending = 0;
  addEventListener('resize', () => {
    clearTimeout(pending);
    pending = setTimeout(() => {
      for (const figure of live) resize(figure);
    }, 100);
  });
}

/** Before the page is printed all charts are drawn at once, as wide as the sheet and in light colours; after it, as they were. */
export function follow_printer() {
  const root = document.documentElement;
  let light;
  addEventListener('beforeprint', () => {
    light = root.dataset.light;
    root.dataset.light = 'light';
    for (const figure of live) draw_for_print(figure);
  });
  addEventListener('afterprint', () => {
    if (light === undefined) delete root.dataset.light;
    else root.dataset.light = light;
    for (const still of document.querySelectorAll('.still')) still.remove();
    for (const figure of live)
      if (figure.chart) {
        figure.chart.resize({ width: 'auto' });
        draw(figure);
      }
  });
}

function draw_for_print(figure) {
  figure.draw();
  if (!figure.chart) return;
  figure.chart.resize({ width: sheet_px });
  draw(figure, sheet_px);
  // Chromium prints the clear parts of an upper canvas white, so the layers of a chart are made one. A canvas, for an
  // image would still be loading when the sheet is made.
  const still = figure.chart.renderToCanvas({ pixelRatio: 2, backgroundColor: '#fff' });
  still.removeAttribute('style'); // zrender lifts its canvases out of the flow
  still.className = 'still';
  figure.node.append(still);
}

function resize(self) {
  if (!self.chart) return;
  self.chart.resize();
  if (self.spec.depends_on_width) draw(self);
}

/** The table of a chart: closed at first, made when it is opened. */
function table_of(spec) {
  if (!spec.table) return { element: null, refresh() {} };
  const hold = scroll_box(`${words('table')}: ${spec.title}`);
  const fill = () => hold.replaceChildren(plain_table(spec.table()));
  const details = element(
    'details',
    { ontoggle: () => (details.open ? fill() : hold.replaceChildren()) },
    element('summary', {}, words('table')),
    hold,
  );
  return {
    element: element('div', { class: 'data' }, details, csv_button(spec.id, spec.title, spec.table)),
    refresh: () => {
      if (details.open) fill();
    },
  };
}

/** What scrolls must be reached by keyboard and have a name. */
export function scroll_box(label, ...children) {
  return element('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': label }, ...children);
}

export function csv_button(id, title, table) {
  return element(
    'button',
    {
      type: 'button',
      class: 'csv',
      'data-csv': id,
      'aria-label': `CSV: ${title}`,
      onclick: () => download(id, table()),
    },
    '↓ CSV',
  );
}

/** A figure without a chart: `content` in a box, with a CSV file of `table()`. */
export function framed(id, title, note, table, ...content) {
  return element(
    'figure',
    { id },
    element('figcaption', {}, element('h3', {}, title), note ? element('p', {}, note) : null),
    ...content,
    element('div', { class: 'data' }, csv_button(id, title, table)),
  );
}

/**
 * A figure that is a table: nothing to fold away. `show(value, column, row)` may give a cell's text, `show_head(text)` that
 * of a heading; the CSV file has the values and headings as they are.
 */
export function table_figure(id, title, note, table, show = () => null, show_head = (text) => text) {
  const whole = table();
  const data = { ...whole, head: whole.head.map(show_head) };
  const shown = plain_table(data, (i, j) => show(data.rows[i][j], j, i));
  return framed(id, title, note, table, scroll_box(title, shown));
}

/** A table of rows; numbers stand right and are formatted. `cell(row, column)` may give a node in place of the text. */
export function plain_table({ head, rows }, cell = null) {
  const is_numeric = head.map((_, j) => rows.some((row) => typeof row[j] === 'number'));
  const body = rows.map((row, i) =>
    element(
      'tr',
      {},
      row.map((value, j) => {
        const content = cell?.(i, j) ?? (typeof value === 'number' ? number(value) : (value ?? '–'));
        const attributes = { class: is_numeric[j] ? 'number' : null, dir: typeof value === 'string' ? 'auto' : null };
        return j === 0 ? element('th', { scope: 'row', ...attributes }, content) : element('td', attributes, content);
      }),
    ),
  );
  return element(
    'table',
    {},
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        head.map((text, j) => element('th', { scope: 'col', class: is_numeric[j] ? 'number' : null }, text)),
      ),
    ),
    element('tbody', {}, body),
  );
}

let file_stem = 'report';

export function name_files_after(scenario) {
  file_stem = scenario.replace(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 80) || 'report';
}

export function download(id, { head, rows }) {
  const text = [head, ...rows].map((row) => row.map(csv_cell).join(',')).join('\r\n');
  const address = URL.createObjectURL(new Blob(['\ufeff', text, '\r\n'], { type: 'text/csv;charset=utf-8' }));
  element('a', { href: address, download: `${file_stem}-${id}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** A text that a spreadsheet would run as a formula gets a leading apostrophe. */
function csv_cell(value) {
  if (typeof value === 'number') return String(value);
  const text = String(value ?? '').replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What a tooltip shows, as elements: names of the user's never become HTML. */
export function tip(title, rows) {
  return element(
    'div',
    { class: 'tip' },
    element('b', {}, title),
    rows.map(([name, value, mark]) => {
      const key = element('i', {});
      if (mark) key.style.background = mark;
      return element('div', {}, key, element('span', {}, name), element('em', {}, value));
    }),
  );
}

// Pieces that most charts share.

export function tooltip(more) {
  return {
    confine: true,
    backgroundColor: color('card'),
    borderColor: color('rule'),
    textStyle: { color: color('ink'), fontSize: 13 },
    ...more,
  };
}

export function legend(more = {}) {
  return { top: 0, left: 0, itemWidth: 16, itemHeight: 10, textStyle: { color: color('ink') }, ...more };
}

export function value_axis(name, more = {}) {
  return {
    type: 'value',
    name,
    nameTextStyle: { color: color('muted'), align: 'left' },
    nameGap: 12,
    axisLabel: { color: color('muted'), formatter: tick, hideOverlap: true },
    splitLine: { lineStyle: { color: color('rule') } },
    ...more,
  };
}

export function category_axis(data, more = {}) {
  const { axisLabel, ...rest } = more;
  return {
    type: 'category',
    data,
    axisLine: { lineStyle: { color: color('muted') } },
    axisTick: { show: false },
    axisLabel: { color: color('muted'), ...axisLabel },
    ...rest,
  };
}

export const plot = (more = {}) => ({
  top: 64,
  left: 8,
  right: 16,
  bottom: 8,
  outerBoundsMode: 'same',
  outerBoundsContain: 'axisLabel',
  ...more,
});

export function mark_line(value, text, more = {}) {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: color('warn'), type: 'dashed', width: 2 },
    animation: false,
    label: { formatter: () => text, color: color('ink'), position: 'insideEndTop' },
    data: [{ yAxis: value }],
    ...more,
  };
}
