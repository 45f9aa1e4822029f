// What the browser tests of all kinds of report share: a browser, a page, and the tests that every report must pass.
// Needs `npm ci` in sim/report/web, Debian's chromium and fonts-noto-cjk. CHROMIUM names another browser,
// LOAD_LIMIT_MS (1000) the time within which a page must be ready, SHOTS a folder for pictures of it.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const web = join(dirname(fileURLToPath(import.meta.url)), '../../sim/report/web');
const require = createRequire(join(web, 'package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const shots = process.env.SHOTS;
if (shots) mkdirSync(shots, { recursive: true });
const load_limit_ms = Number(process.env.LOAD_LIMIT_MS ?? 1000);
const scratch = mkdtempSync(join(tmpdir(), 'suanwang-report-'));
let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
});
after(async () => {
  await browser.close();
  rmSync(scratch, { recursive: true });
});

/** A page that is ready; `complaints` gathers console errors, exceptions and every request but the file itself. */
export async function open({ path, locale = 'en-US', colorScheme = 'light', width = 1400, ...more }) {
  const context = await browser.newContext({
    locale,
    colorScheme,
    viewport: { width, height: 900 },
    acceptDownloads: true,
    ...more,
  });
  const page = await context.newPage();
  const complaints = [];
  const address = pathToFileURL(path).href;
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (request.url() !== address && !/^(data|blob):/.test(request.url()))
      complaints.push(`request for ${request.url()}`);
  });
  const began = performance.now();
  await page.goto(address);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true', null, { timeout: 20000 });
  return {
    page,
    complaints,
    took_ms: performance.now() - began,
    close: () => context.close(),
  };
}

/** All charts are drawn only when they come into view, so a reader's scroll is imitated. */
export async function scroll_through(page) {
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += 500) {
      scrollTo(0, y);
      await new Promise((done) => {
        requestAnimationFrame(() => setTimeout(done, 10));
      });
    }
    scrollTo(0, 0);
  });
}

export async function csv_of(page, id) {
  const press = async () =>
    (
      await Promise.all([
        page.waitForEvent('download', { timeout: 4000 }).catch(() => null),
        page.locator(`button[data-csv="${id}"]`).click(),
      ])
    )[0];
  // Chromium swallows about every eleventh of downloads in quick succession, whichever it is: a reader would press again.
  const download = (await press()) ?? (await press());
  assert.ok(download, `${id}.csv does not come`);
  return {
    name: download.suggestedFilename(),
    text: readFileSync(await download.path(), 'utf8'),
  };
}

export function rows_of(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text
    .replace(/^\ufeff/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') rows.push([]);
  }
  rows.pop();
  return rows;
}

export const series_of = (page, id) =>
  page.evaluate(
    (chart) =>
      echarts
        .getInstanceByDom(document.getElementById(`chart-${chart}`))
        .getOption()
        .series.map((series) => ({
          name: series.name,
          data: series.data.map((entry) => entry?.value ?? entry),
        })),
    id,
  );

export function near(found, expected, relative, what) {
  assert.ok(
    Math.abs(found - expected) <= relative * Math.max(Math.abs(expected), 1e-9),
    `${what}: ${found}, expected ${expected}`,
  );
}

export const plus = (a, b) => a + b;

/** The data within a page, and the page around it. */
function parts_of(path) {
  const page = readFileSync(path, 'utf8');
  const start = page.indexOf('<script id="data"');
  const opening = page.indexOf('>', start) + 1;
  const end = page.indexOf('</script>', start);
  return {
    before: page.slice(0, opening),
    data: JSON.parse(page.slice(opening, end)),
    after: page.slice(end),
  };
}

export const data_of = (path) => parts_of(path).data;

const hostile_names = [
  '</script><script>window.pwned=1</script>',
  '"quotes" \'and\' \\ & <b>bold</b> <img src=x onerror="window.pwned=1">',
  '🐉🔥 👩‍👩‍👧',
  '\u202eright-to-left שלום مرحبا',
  '{a|rich} {b} ${x} %s @data@ /*@page*/ <!-- -->',
  '=HYPERLINK("x")',
];

/** The same report with names that try to be more than names. */
function hostile_twin(path, rename) {
  const { before: start, data, after: rest } = parts_of(path);
  let next = 0;
  rename(data, () => hostile_names[next++ % hostile_names.length]);
  const twin = join(scratch, 'hostile.html');
  writeFileSync(twin, start + JSON.stringify(data).replaceAll('<', '\\u003c') + rest);
  return twin;
}

export const all_hostile_names = hostile_names.join(' ');

const csv_ids = (page) =>
  page.evaluate(() => [...document.querySelectorAll('[data-csv]')].map((button) => button.dataset.csv));

/** Tooltips come where the pointer is. */
async function point_at(page, id) {
  const chart = page.locator(`#chart-${id}`);
  if ((await chart.count()) === 0) return;
  const box = await chart.boundingBox();
  for (const x of [0.3, 0.5, 0.7])
    for (const y of [0.3, 0.5, 0.7]) await chart.hover({ position: { x: box.width * x, y: box.height * y } });
}

const options_tried = 6; // of each list: a sweep may have dozens of metrics

async function choose_everything(page) {
  for (const list of await page.locator('main select').all()) {
    const values = await list.evaluate((node) => [...node.options].map((option) => option.value));
    for (const value of values.slice(0, options_tried)) await list.selectOption(value);
    await list.selectOption(values[0]);
  }
}

/**
 * The tests of every kind of report, named after its folder, as are the pictures.
 * @param path    The report.
 * @param rename  Gives the report's data names that try to be more than names; it gets the data and a function that gives such a name.
 * @param figures Ids of charts to point at when the names are hostile.
 */
export function test_page({ path, rename, figures }) {
  const name = basename(dirname(path));
  test(`${name}: the file is small, loads quickly, asks for nothing and complains of nothing`, async () => {
    assert.ok(statSync(path).size < 1.5e6, `${statSync(path).size} bytes`);
    const times = [];
    for (let i = 0; i < 3; i++) {
      const { page, complaints, took_ms, close } = await open({ path });
      times.push(took_ms);
      if (i === 0) await scroll_through(page);
      assert.deepEqual(complaints, []);
      await close();
    }
    console.log(`ready after ${times.map(Math.round).join(', ')} ms; ${statSync(path).size} bytes`);
    assert.ok(Math.min(...times) < load_limit_ms, `ready after ${times} ms`);
  });

  test(`${name}: every table opens and every CSV file is whole`, async () => {
    const { page, complaints, close } = await open({ path });
    for (const id of await csv_ids(page)) {
      const { text } = await csv_of(page, id);
      const rows = rows_of(text);
      assert.ok(text.startsWith('\ufeff') && rows.length > 1, `${id} is empty`);
      assert.deepEqual([...new Set(rows.map((row) => row.length))], [rows[0].length], `${id} is ragged`);
    }
    for (const details of await page.locator('details').all()) {
      await details.locator('summary').click();
      await details.locator('table tbody tr').first().waitFor({ timeout: 5000 });
    }
    assert.deepEqual(complaints, []);
    await close();
  });

  for (const [locale, colorScheme, width] of [
    ['en-US', 'light', 1400],
    ['zh-CN', 'dark', 1400],
    ['en-US', 'dark', 375],
    ['zh-CN', 'light', 375],
  ]) {
    test(`${name}: accessible to axe-core, and as wide as the window: ${locale}, ${colorScheme}, ${width} px`, async () => {
      const { page, close } = await open({ path, locale, colorScheme, width });
      await scroll_through(page);
      if (shots)
        await page.screenshot({
          path: join(shots, `${name}-${locale}-${colorScheme}-${width}.png`),
          fullPage: true,
        });
      // The table of all hours is like the others, only too long to be checked cell by cell.
      if (width > 1000)
        for (const details of await page.locator('figure:not(#heatmap, #parallel) details').all())
          await details.locator('summary').click();
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
      assert.deepEqual(
        violations.map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .slice(0, 3)
              .map((node) => `${node.target} ${node.failureSummary}`)
              .join(' | ')}`,
        ),
        [],
      );
      assert.ok(
        await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
        'the page scrolls sideways',
      );
      await close();
    });
  }

  test(`${name}: it prints: light, with all charts, without controls`, async () => {
    const { page, complaints, close } = await open({
      path,
      colorScheme: 'dark',
    });
    const pdf = await page.pdf({ format: 'A4' });
    assert.ok(pdf.length > 50000, `${pdf.length} bytes`);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.controls')).display), 'none');
    assert.equal(
      await page.evaluate(() =>
        [...document.querySelectorAll('.chart')].every((node) => echarts.getInstanceByDom(node)),
      ),
      true,
    );
    assert.deepEqual(complaints, []);
    await close();
  });

  test(`${name}: both languages are whole, and every choice can be made`, async () => {
    const { page, complaints, close } = await open({ path, locale: 'zh-CN' });
    assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
    await scroll_through(page);
    const chinese = await page.locator('main').innerText();
    await choose_everything(page);
    await page.locator('header select').first().selectOption('en');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    await scroll_through(page);
    const english = await page.locator('main').innerText();
    await choose_everything(page);
    for (const text of [chinese, english]) assert.doesNotMatch(text, /\{\d\}|undefined|NaN|\[object/);
    assert.notEqual(chinese, english);
    await page.locator('header select').nth(1).selectOption('yi');
    assert.equal(
      await page.evaluate(() => document.activeElement.closest('header') !== null),
      true,
      'the focus is lost',
    );
    assert.deepEqual(complaints, []);
    await close();
  });

  test(`${name}: hostile names stay text`, async () => {
    const { page, complaints, close } = await open({
      path: hostile_twin(path, rename),
    });
    await scroll_through(page);
    for (const details of await page.locator('details').all()) await details.locator('summary').click();
    assert.ok((await page.title()).includes('</script>'));
    assert.ok((await page.locator('main').innerText()).includes('window.pwned'), 'no name is shown');
    for (const id of figures) await point_at(page, id);
    assert.deepEqual(
      await page.evaluate(() => [
        window.pwned,
        document.scripts.length,
        document.images.length,
        document.querySelectorAll('main b b, main script').length,
      ]),
      [undefined, 3, 0, 0],
    );
    for (const id of await csv_ids(page))
      assert.ok(!/^"?=/m.test((await csv_of(page, id)).text), `${id}: a name would run as a formula`);
    assert.deepEqual(complaints, []);
    await close();
  });

  test(`${name}: nothing but the report’s own scripts may run`, async () => {
    const { page, close } = await open({ path });
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.injected = 1';
      document.body.append(script);
    });
    assert.equal(await page.evaluate(() => window.injected), undefined);
    await close();
  });
}
