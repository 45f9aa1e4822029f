// A run's report against its summary.json.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  all_hostile_names,
  csv_of,
  near,
  open,
  plus,
  rows_of,
  scroll_through,
  series_of,
  test_page,
} from './browser_shared.mjs';

export function test_run(folder) {
  const path = join(folder, 'report.html');
  const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'));
  const hubs = Object.values(summary.hubs);
  const is_large = summary.energy.national_twh >= 0.5; // as page/format.js chooses its units
  const energy_factor = is_large ? 1 : 1000;
  test('run: the page alone answers what a reader asks', async () => {
    const { page, close } = await open({ path });
    const text = (await page.locator('#section-headline').innerText()).replaceAll(',', '');
    const figure = (value) =>
      new Intl.NumberFormat('en', {
        maximumFractionDigits: 0,
        useGrouping: false,
      }).format(value);
    if (is_large)
      assert.ok(
        text.includes(
          `${figure(summary.energy.national_twh)} TWh (${figure(10 * summary.energy.national_twh)} 亿千瓦时)`,
        ),
        text,
      );
    if (summary.energy.target_twh !== null) {
      const misses = Math.abs(summary.energy.national_twh / summary.energy.target_twh - 1) >= 0.005;
      assert.ok(text.includes(misses ? 'does not meet it' : 'This meets the scenario'));
    }
    const bound = hubs
      .map((hub) => hub.supply.first_supply_bound)
      .filter(Boolean)
      .sort();
    assert.ok(text.includes(bound.length ? 'binds first' : 'No hub reached the limit'));
    if (summary.work_flows.length)
      assert.match(await page.locator('.sentence').innerText(), /^Work of .+ ran in: .+ \d+\.\d%/);
    await close();
  });

  test('run: the table of hubs has the numbers of summary.json', async () => {
    const { page, close } = await open({ path });
    const { name, text } = await csv_of(page, 'hubs');
    const [head, ...rows] = rows_of(text);
    assert.match(name, /-hubs\.csv$/);
    assert.equal(rows.length, hubs.length);
    rows.forEach((row, i) => {
      assert.equal(row.length, head.length);
      near(Number(row[1]), hubs[i].energy.facility_twh * energy_factor, 1e-12, 'energy');
      near(Number(row[2]), hubs[i].green_share, 1e-12, 'green share');
      assert.equal(row[6], hubs[i].supply.first_supply_bound ?? '');
      near(Number(row[7]), hubs[i].supply_bound_hours, 1e-12, 'hours bound');
    });
    await close();
  });

  test('run: charts hold the numbers of summary.json', async () => {
    const { page, close } = await open({ path });
    await scroll_through(page);
    const blank = await page.evaluate(() =>
      [...document.querySelectorAll('.chart')].filter((node) => !echarts.getInstanceByDom(node)).map((node) => node.id),
    );
    assert.deepEqual(blank, []);

    const energy = await series_of(page, 'energy-run');
    hubs.forEach((hub, i) =>
      near(
        energy.map(({ data }) => data[i]).reduce(plus, 0),
        (hub.energy.facility_twh + hub.energy.shortfall_twh + hub.energy.restricted_twh) * energy_factor,
        1e-9,
        'energy of a hub',
      ),
    );
    const cost = await series_of(page, 'cost');
    const money_factor = is_large ? 1e-9 : 1e-6;
    hubs.forEach((hub, i) =>
      near(cost.map(({ data }) => data[i]).reduce(plus, 0), hub.cost.total_cny * money_factor, 1e-6, 'cost of a hub'),
    );
    const green = await series_of(page, 'green-run');
    hubs.forEach((hub, i) => near(green[0].data[i] ?? 0, 100 * (hub.green_share ?? 0), 1e-9, 'green share'));
    const steps = (await series_of(page, 'waterfall'))[1].data;
    const blocks = Object.values(summary.reconciliation.blocks_twh);
    blocks.forEach((twh, i) => near(steps[i], twh * energy_factor, 1e-9, 'block'));
    near(steps[blocks.length], summary.energy.modelled_twh * energy_factor, 1e-9, 'modelled energy');
    await close();
  });

  test('run: the hourly columns sum to the books', async () => {
    const { page, close } = await open({ path });
    const [, ...rows] = rows_of((await csv_of(page, 'heatmap')).text); // green share: 24 hours a day, in percent
    assert.ok(
      rows.flatMap((row) => row.slice(1)).every((cell) => cell === '' || (Number(cell) >= 0 && Number(cell) <= 100.5)),
    );
    await page.locator('#heatmap select').first().selectOption('q_load');
    const [head, ...loads] = rows_of((await csv_of(page, 'heatmap')).text);
    const to_mw = head[0].endsWith('GW') ? 1000 : 1;
    const hours = 24 / (head.length - 1);
    const twh = loads.flatMap((row) => row.slice(1).map(Number)).reduce(plus, 0) * to_mw * hours * 1e-6;
    near(twh, summary.energy.facility_twh + summary.energy.shortfall_twh, 0.003, 'load over the run');
    await close();
  });

  test('run: the flows of the days sum to those of the run', async () => {
    const { page, close } = await open({ path });
    await page.locator('#flows select').nth(2).selectOption('flows_one_day');
    assert.match(await page.locator('#flows .sentence').innerText(), /^Work of .+ on .+ ran in: /);
    const slider = page.locator('#flows input[type=range]');
    const days = Number(await slider.getAttribute('max')) + 1;
    const step = Math.max(1, Math.round(days / 7)); // all days of a week; of a year some
    let sum = 0;
    for (let day = 0; day < days; day += step) {
      await slider.fill(String(day));
      const [, ...rows] = rows_of((await csv_of(page, 'flows')).text);
      sum += rows.reduce((all, row) => all + Number(row[3]), 0);
      const of_first = rows.filter((row) => row[1] === rows[0][1]);
      near(
        of_first.reduce((all, row) => all + Number(row[4]), 0),
        100,
        1e-6,
        'shares of an origin',
      );
    }
    const metric = await page.locator('#flows select').nth(1).inputValue();
    const all = summary.work_flows.map((flow) => flow[metric]).reduce(plus, 0);
    if (step === 1) near(sum, all, 0.01, 'work over the run');
    await close();
  });

  test('run: each language has its units', async () => {
    const { page, complaints, close } = await open({ path, locale: 'zh-CN' });
    if (is_large) assert.match(await page.locator('#tile-energy b').innerText(), /亿千瓦时$/);
    await page.locator('header select').first().selectOption('en');
    assert.match(await page.locator('#tile-energy b').innerText(), /[TG]Wh$/);
    await page.locator('header select').nth(1).selectOption('yi');
    assert.match(await page.locator('#tile-energy b').innerText(), /千瓦时$/);
    assert.deepEqual(complaints, []);
    await close();
  });

  test('run: the map follows its slider and plays, by keyboard', async () => {
    const { page, complaints, close } = await open({ path });
    const range = page.locator('#map input[type=range]');
    const before_moving = await page.locator('#map .beside .scroll').innerText();
    await range.focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
    assert.equal(await range.inputValue(), '3');
    assert.match(await range.getAttribute('aria-valuetext'), /03:00/);
    assert.match(await page.locator('#chart-map').getAttribute('aria-label'), /03:00/);
    assert.notEqual(await page.locator('#map .beside .scroll').innerText(), before_moving);
    await page.locator('#map-play').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => Number(document.querySelector('#map input[type=range]').value) > 5);
    await page.keyboard.press('Enter');
    const stopped = await range.inputValue();
    await page.waitForTimeout(300);
    assert.equal(await range.inputValue(), stopped);
    assert.deepEqual(complaints, []);
    await close();
  });

  test('run: a GeoJSON of the reader lies under the map; another file is refused', async () => {
    const { page, complaints, close } = await open({ path });
    await scroll_through(page);
    const lines = () =>
      page.evaluate(
        () =>
          echarts
            .getInstanceByDom(document.getElementById('chart-map'))
            .getOption()
            .series.filter((s) => s.polyline)
            .flatMap((s) => s.data).length,
      );
    const put = (text) =>
      page.setInputFiles('#map input[type=file]', {
        name: 'a.geojson',
        mimeType: 'application/json',
        buffer: Buffer.from(text),
      });
    const ring = [
      [100, 30],
      [110, 30],
      [110, 40],
      [100, 30],
    ];
    const collection = (...geometries) =>
      JSON.stringify({
        type: 'FeatureCollection',
        features: geometries.map((geometry) => ({
          type: 'Feature',
          properties: {},
          geometry,
        })),
      });
    await put(
      collection(
        { type: 'MultiPolygon', coordinates: [[ring], [ring, ring]] },
        { type: 'LineString', coordinates: ring },
        { type: 'Polygon', coordinates: [ring] },
      ),
    );
    await page.waitForTimeout(100);
    assert.equal(await lines(), 5);
    await put('{"no": "map"}');
    await page.waitForFunction(() => document.querySelector('#map [role=status]').textContent !== '');
    assert.deepEqual(complaints, []);
    await close();
  });

  test('run: days open into hours, by slider and by click', async () => {
    const { page, complaints, close } = await open({ path });
    await scroll_through(page);
    const title = () => page.locator('#daily-hours h3').innerText();
    const first = await title();
    await page.locator('#daily-hours input[type=range]').focus();
    await page.keyboard.press('Home');
    const home = await title();
    assert.notEqual(home, first);
    const box = await page.locator('#chart-daily-days').boundingBox();
    await page.locator('#chart-daily-days').click({ position: { x: box.width * 0.6, y: box.height * 0.6 } });
    assert.notEqual(await title(), home);
    const points = (await series_of(page, 'daily-days')).map(({ data }) => data.length);
    assert.ok(
      points.every((count) => count <= 800),
      `${points}: not days`,
    );
    assert.deepEqual(complaints, []);
    await close();
  });

  test_page({
    path,
    rename,
    figures: ['map', 'energy-run', 'flows', 'green-run'],
  });
}

function rename(data, name) {
  const places = [...data.hubs, ...data.clusters, ...data.sites];
  const classes = [...Object.values(data.summary.job_classes), ...Object.values(data.summary.model_classes)];
  for (const entry of [...places, ...classes]) {
    entry.name = name();
    if ('name_en' in entry) entry.name_en = entry.name;
  }
  data.meta.title = all_hostile_names;
  data.meta.description = name();
  for (const row of data.provenance) row.note = name();
  for (const file of data.meta.files) file.path = name();
}
