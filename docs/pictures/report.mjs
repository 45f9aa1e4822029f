// report.mjs <report.html> <folder>: the first screen and the map, as report.png and report-zh.png.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(new URL('../../sim/report/web/', import.meta.url));
const { chromium } = require('playwright-core');
const [report, folder] = process.argv.slice(2);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
for (const [locale, name] of [
  ['en-GB', 'report.png'],
  ['zh-CN', 'report-zh.png'],
]) {
  const page = await browser.newPage({ locale, viewport: { width: 1200, height: 1000 }, colorScheme: 'light' });
  await page.goto(pathToFileURL(resolve(report)).href);
  await page.locator('#map').scrollIntoViewIfNeeded(); // charts are drawn when they come into view
  await page.waitForSelector('#chart-map canvas');
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(500);
  const map = await page.locator('#map').boundingBox();
  await page.screenshot({
    path: `${folder}/${name}`,
    fullPage: true,
    clip: { x: 0, y: 0, width: 1200, height: map.y + map.height },
  });
  await page.close();
}
await browser.close();
