// A pathway's report against pathway.json.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
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

export function test_pathway(folder) {
  const path = join(folder, 'report.html');
  const { years, first_supply_bound: bounds } = JSON.parse(readFileSync(join(folder, 'pathway.json'), 'utf8'));
  const factor = years.at(-1).national_twh >= 0.5 ? 1 : 1000; // as page/format.js chooses its units

  test('pathway: the headline says how energy grows and what binds', async () => {
    const { page, close } = await open({ path });
    const text = await page.locator('#section-headline').innerText();
    assert.ok(text.includes(String(years[0].year)) && text.includes(String(years.at(-1).year)));
    const is_bound = Object.values(bounds).some((bound) => bound !== null);
    assert.ok(text.includes(is_bound ? 'binds first' : 'In no year does a hub'));
    await close();
  });

  test('pathway: each year is in the table and opens its own report', async () => {
    const { page, close } = await open({ path });
    const links = await page
      .locator('#years tbody a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    assert.deepEqual(
      links,
      years.map(({ year }) => `${year}/report.html`),
    );
    for (const link of links) assert.ok(existsSync(join(folder, link)), link);
    const [, ...rows] = rows_of((await csv_of(page, 'years')).text);
    rows.forEach((row, i) => {
      near(Number(row[1]), years[i].national_twh * factor, 1e-12, 'energy');
      near(Number(row[7]), 100 * years[i].green_share, 1e-12, 'green share');
      assert.equal(row[0].includes('◆'), years[i].is_anchor);
    });
    await close();
  });

  test('pathway: charts hold the numbers of pathway.json', async () => {
    const { page, close } = await open({ path });
    await scroll_through(page);
    const [energy, target] = await series_of(page, 'energy');
    const hubs = await series_of(page, 'hubs');
    const green = await series_of(page, 'green');
    years.forEach((year, i) => {
      near(energy.data[i], year.national_twh * factor, 1e-12, 'energy');
      if (year.target_twh !== null) near(target.data[i], year.target_twh * factor, 1e-12, 'target');
      near(
        hubs.map(({ data }) => data[i]).reduce(plus, 0),
        Object.values(year.hubs)
          .map((hub) => hub.facility_twh)
          .reduce(plus, 0) * factor,
        1e-9,
        'hubs',
      );
      near(green.at(-1).data[i], 100 * year.green_share, 1e-12, 'green share');
    });
    await close();
  });

  test('pathway: the table says where supply binds first', async () => {
    const { page, close } = await open({ path });
    const [, ...rows] = rows_of((await csv_of(page, 'bounds')).text);
    assert.deepEqual(
      rows.map((row) => row[1]).sort(),
      Object.values(bounds)
        .map((bound) => String(bound?.year ?? ''))
        .sort(),
    );
    await close();
  });

  test_page({
    path,
    rename,
    figures: ['energy', 'hubs', 'green', 'held'],
  });
}

function rename(data, name) {
  for (const hub of data.hubs) {
    hub.name = name();
    hub.name_en = hub.name;
  }
  data.pathway.title = all_hostile_names;
  data.pathway.pathway = name();
}
