// A sweep's report against runs.csv.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  all_hostile_names,
  csv_of,
  data_of,
  near,
  open,
  plus,
  rows_of,
  scroll_through,
  series_of,
  test_page,
} from './browser_shared.mjs';

export function test_sweep(folder) {
  const path = join(folder, 'report.html');
  const data = data_of(path);
  const runs = runs_of(join(folder, 'runs.csv'));
  const shown = data.metrics.filter(({ is_shown }) => is_shown).map(({ name }) => name);
  const means = variant_means(runs, shown);
  const is_whole = data.variants.length === data.variants_total;

  test('sweep: the page has the means of runs.csv', async () => {
    assert.equal(data.runs, runs.length);
    assert.equal(data.failed, runs.filter(({ status }) => status !== 'done').length);
    assert.equal(data.variants_total, means.size);
    if (!is_whole) return;
    const all = [...means.values()];
    data.variants.forEach((variant, i) =>
      shown.forEach((name, m) => {
        if (variant.means[m] !== null) near(variant.means[m], all[i][name], 1e-9, `${name} of variant ${i}`);
      }),
    );
  });

  test('sweep: main effects are the means by level', async () => {
    const { page, close } = await open({ path });
    await scroll_through(page);
    const metric = Object.keys(data.analysis.metrics)[0];
    const effects = Object.entries(data.analysis.metrics[metric].effects).sort(([, a], [, b]) => b.range - a.range);
    const lines = (await series_of(page, 'effects')).filter((_, i) => i % 2 === 0);
    assert.equal(lines.length, effects.length);
    const factor = lines[0].data[0] / effects[0][1].levels[0].mean; // of the unit
    assert.ok(
      [1, 100, 1e-3, 1e-6, 1e-9].some((unit) => Math.abs(factor / unit - 1) < 1e-9),
      `a unit of ${factor}`,
    );
    effects.forEach(([id, { levels }], k) =>
      levels.forEach((level, i) => {
        near(lines[k].data[i], level.mean * factor, 1e-9, `${id} at ${level.label}`);
        const there = [...means.values()].filter((variant) => variant[id] === level.label && variant[metric] !== null);
        if (data.failed === 0 && there.length === level.variants)
          near(
            lines[k].data[i] / factor,
            there.map((variant) => variant[metric]).reduce(plus) / there.length,
            1e-9,
            `${id} at ${level.label}`,
          );
      }),
    );
    await close();
  });

  test('sweep: the best variants come first, and the file has all', async () => {
    const { page, close } = await open({ path });
    const counted = data.variants.filter(({ failed }) => failed === 0);
    const first = shown.find((_, m) => counted.some((variant) => variant.means[m] !== null));
    const [, ...rows] = rows_of((await csv_of(page, 'best')).text);
    assert.equal(rows.length, counted.filter((variant) => variant.means[shown.indexOf(first)] !== null).length);
    const at = data.factors.length + (data.policies.length > 1 ? 1 : 0);
    const values = rows.map((row) => Number(row[at]));
    const sign = data.metrics.find(({ name }) => name === first).better === 'less' ? 1 : -1;
    assert.ok(
      values.every((value, i) => i === 0 || sign * (value - values[i - 1]) >= 0),
      'not in order',
    );
    assert.equal(await page.locator('#best tbody tr').count(), Math.min(20, rows.length));
    await close();
  });

  test('sweep: lines are filtered by keyboard and by dragging, and a sentence says how many are left', async () => {
    const { page, complaints, close } = await open({ path });
    await scroll_through(page);
    const sentence = () => page.locator('#parallel .sentence').innerText();
    const left = async () => Number((await sentence()).replaceAll(',', '').match(/\d+/)[0]);
    assert.match(await sentence(), /^All/);
    await page.locator('#parallel input[type=range]').first().focus();
    await page.keyboard.press('End');
    const by_keyboard = await left();
    assert.ok(by_keyboard > 0 && by_keyboard < data.variants.length, `${by_keyboard} of ${data.variants.length}`);
    assert.equal(rows_of((await csv_of(page, 'parallel')).text).length - 1, by_keyboard);
    await page.locator('#parallel button:not(.csv)').click();
    assert.match(await sentence(), /^All/);
    const axis = await page.evaluate(() => {
      const chart = echarts.getInstanceByDom(document.getElementById('chart-parallel'));
      return [0.98, 0.6].map((share) => chart.convertToPixel({ gridIndex: 0 }, [1, share]));
    });
    await page.locator('#chart-parallel').scrollIntoViewIfNeeded();
    const box = await page.locator('#chart-parallel').boundingBox();
    await page.mouse.move(box.x + axis[0][0], box.y + axis[0][1]);
    await page.mouse.down();
    await page.mouse.move(box.x + axis[1][0], box.y + axis[1][1], { steps: 5 });
    await page.mouse.up();
    assert.doesNotMatch(await sentence(), /^All/);
    assert.ok((await left()) < data.variants.length);
    assert.deepEqual(complaints, []);
    await close();
  });

  test_page({
    path,
    rename,
    figures: ['tornado', 'effects', 'pairs', 'parallel', 'sobol', 'morris'],
  });
}

function runs_of(path) {
  const [head, ...rows] = rows_of(readFileSync(path, 'utf8'));
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
}

/** Of each variant the means over its runs, and its factors as they are written. */
function variant_means(runs, metrics) {
  const variants = new Map();
  for (const run of runs) {
    const key = JSON.stringify([run.point, run.policy]);
    variants.set(key, [...(variants.get(key) ?? []), run]);
  }
  return new Map([...variants].map(([key, all]) => [key, { ...all[0], ...means_of(all, metrics) }]));
}

function means_of(runs, metrics) {
  const done = runs.filter(({ status }) => status === 'done');
  return Object.fromEntries(
    metrics.map((name) => [
      name,
      done.length > 0 ? done.map((run) => Number(run[name])).reduce(plus) / done.length : null,
    ]),
  );
}

function rename(data, name) {
  data.sweep.title = all_hostile_names;
  const effects = Object.values(data.analysis.metrics).flatMap((metric) => Object.values(metric.effects));
  for (const level of effects.flatMap((effect) => effect.levels)) level.label = name();
  for (const factor of data.factors) {
    factor.title = name();
    factor.keys = [name()];
  }
  data.policies = data.policies.map((_, i) => `${name()} ${i}`);
  for (const variant of data.variants)
    variant.values = variant.values.map((value) => (typeof value === 'string' ? `${value} <b>${name()}</b>` : value));
  data.failures = [{ variant: name(), seed: 1, message: name() }];
  for (const metric of data.metrics) metric.title = name();
}
