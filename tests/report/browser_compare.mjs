// A comparison's report against compare.json.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  all_hostile_names,
  csv_of,
  near,
  open,
  rows_of,
  scroll_through,
  series_of,
  test_page,
} from './browser_shared.mjs';

export function test_compare(folder) {
  const path = join(folder, 'report.html');
  const compare = JSON.parse(readFileSync(join(folder, 'compare.json'), 'utf8'));
  const labels = compare.variants.map(({ label }) => label);
  const others = labels.filter((label) => label !== compare.baseline);
  const found = (metric, label) => compare.metrics[metric].variants[label];

  test('compare: the headline names the best, and says whether chance may be why', async () => {
    const { page, close } = await open({ path });
    const text = await page.locator('#section-headline').innerText();
    assert.ok(text.includes(`The baseline is ${compare.baseline}.`));
    for (const metric of compare.pareto_metrics.filter((name) => name in compare.metrics)) {
      const best = labels.filter((label) => found(metric, label).rank === 1);
      assert.ok(best.length > 5 || best.every((label) => text.includes(label)), `${metric}: ${best}`);
    }
    const [, ...rows] = rows_of((await csv_of(page, 'best')).text);
    Object.entries(compare.metrics).forEach(([name, { better, variants }], i) => {
      const best = labels.filter((label) => variants[label].rank === 1);
      const { p_value_holm: p, mean } = variants[best[0]].difference ?? {};
      const is_found = p !== undefined && p !== null && p < 0.05 && mean !== 0;
      const verdict = mean < 0 === (better === 'less') ? 'better' : 'worse';
      if (best.includes(compare.baseline)) assert.equal(rows[i][5], 'baseline', name);
      else if (p !== null) assert.equal(rows[i][5], is_found ? verdict : 'cannot be told', name);
    });
    await close();
  });

  test('compare: means, ranks and the Pareto set are those of compare.json', async () => {
    const { page, close } = await open({ path });
    const [head, ...rows] = rows_of((await csv_of(page, 'means')).text);
    assert.deepEqual(
      rows.map(([label]) => label),
      labels,
    );
    rows.forEach((row, i) => {
      assert.equal(row[1] === '◆', compare.variants[i].in_pareto_set);
      Object.keys(compare.metrics).forEach((metric, m) => {
        const [first] = rows; // the unit's factor follows from any variant that is not nil
        const { mean, rank } = found(metric, labels[i]);
        const base = found(metric, labels[0]).mean;
        if (base !== 0)
          near(
            Number(row[2 + 3 * m]) / Number(first[2 + 3 * m]),
            mean / base,
            1e-9,
            `${head[2 + 3 * m]} of ${labels[i]}`,
          );
        assert.equal(Number(row[4 + 3 * m]), rank);
      });
    });
    await close();
  });

  test('compare: the forest plot has every paired difference, in percent', async () => {
    const { page, close } = await open({ path });
    await scroll_through(page);
    for (const metric of Object.keys(compare.metrics)) {
      await page.locator('#differences select').selectOption(metric);
      const base = Math.abs(found(metric, compare.baseline).mean);
      if (base === 0) continue;
      const [intervals, ...dots] = await series_of(page, 'differences');
      const points = dots.flatMap(({ data }) => data);
      assert.equal(points.length, others.length);
      for (const [value, i] of points)
        assert.ok(
          Math.abs(value - (100 * found(metric, others[i]).difference.mean) / base) < 1e-9,
          `${metric} of ${others[i]}`,
        );
      for (const [low, i, high] of intervals.data) {
        const ends = found(metric, others[i]).difference.ci95_student.map((end) => (100 * end) / base);
        assert.ok(
          Math.abs(low - ends[0]) < 1e-9 && Math.abs(high - ends[1]) < 1e-9,
          `${metric}: interval of ${others[i]}`,
        );
      }
    }
    await close();
  });

  test('compare: the seeds and the gap are those of compare.json', async () => {
    const { page, close } = await open({ path });
    await scroll_through(page);
    await page.locator('#seeds select').first().selectOption('wait');
    const lines = await series_of(page, 'seeds');
    labels.forEach((label, i) => {
      const runs = compare.runs.filter(({ variant }) => variant === label);
      assert.deepEqual(
        lines[i].data,
        runs.map(({ wait }) => wait),
        label,
      );
    });
    assert.equal(await page.locator('#chart-gap').count(), compare.bound ? 1 : 0);
    if (compare.bound) {
      const [bars] = await series_of(page, 'gap');
      bars.data.forEach((value, i) => near(value, found('gap', labels[i]).mean, 1e-9, `gap of ${labels[i]}`));
    }
    await close();
  });

  test_page({
    path,
    rename,
    figures: ['differences', 'pareto', 'gap', 'seeds'],
  });
}

function rename({ compare }, name) {
  const names = new Map(compare.variants.map(({ label }, i) => [label, `${name()} ${i}`]));
  for (const variant of compare.variants) {
    variant.label = names.get(variant.label);
    variant.overrides = [name()];
  }
  for (const metric of Object.values(compare.metrics))
    metric.variants = Object.fromEntries(Object.entries(metric.variants).map(([label, of]) => [names.get(label), of]));
  for (const run of compare.runs) run.variant = names.get(run.variant);
  compare.baseline = names.get(compare.baseline);
  compare.calibration.of = compare.baseline;
  compare.title = all_hostile_names;
  compare.metrics.own = {
    ...compare.metrics.cost,
    title: name(),
    unit: name(),
  };
}
