// Opens a report in Chromium and holds it against its summary.json.
//   node tests/report/browser_test.mjs results/x/report.html results/x/summary.json
// Needs `npm ci` in sim/report/web, Debian's chromium and fonts-noto-cjk. CHROMIUM names another browser,
// LOAD_LIMIT_MS (1000) the time within which the page must be ready.
import assert from "node:assert/strict";
import {
  readFileSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const web = join(
  dirname(fileURLToPath(import.meta.url)),
  "../../sim/report/web",
);
const require = createRequire(join(web, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [report_path, summary_path] = process.argv
  .slice(2)
  .map((path) => resolve(path));
const summary = JSON.parse(readFileSync(summary_path, "utf8"));
const load_limit_ms = Number(process.env.LOAD_LIMIT_MS ?? 1000);
const scratch = mkdtempSync(join(tmpdir(), "suanwang-report-"));
let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
});
after(async () => {
  await browser.close();
  rmSync(scratch, { recursive: true });
});

/** A page that is ready; `complaints` gathers console errors, exceptions and every request but the file itself. */
async function open({
  path = report_path,
  locale = "en-US",
  colorScheme = "light",
  width = 1400,
  ...more
} = {}) {
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
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()))
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (request.url() !== address && !/^(data|blob):/.test(request.url()))
      complaints.push(`request for ${request.url()}`);
  });
  const began = performance.now();
  await page.goto(address);
  await page.waitForFunction(
    () => document.documentElement.dataset.ready === "true",
    null,
    { timeout: 20000 },
  );
  return {
    page,
    complaints,
    took_ms: performance.now() - began,
    close: () => context.close(),
  };
}

/** All charts are drawn only when they come into view, so a reader's scroll is imitated. */
async function scroll_through(page) {
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

async function csv_of(page, id) {
  const press = async () =>
    (
      await Promise.all([
        page.waitForEvent("download", { timeout: 4000 }).catch(() => null),
        page.locator(`button[data-csv="${id}"]`).click(),
      ])
    )[0];
  // Chromium swallows about every eleventh of downloads in quick succession, whichever it is: a reader would press again.
  const download = (await press()) ?? (await press());
  assert.ok(download, `${id}.csv does not come`);
  return {
    name: download.suggestedFilename(),
    text: readFileSync(await download.path(), "utf8"),
  };
}

function rows_of(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text
    .replace(/^\ufeff/, "")
    .matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ",") rows.push([]);
  }
  rows.pop();
  return rows;
}

const series_of = (page, id) =>
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

function near(found, expected, relative, what) {
  assert.ok(
    Math.abs(found - expected) <= relative * Math.max(Math.abs(expected), 1e-9),
    `${what}: ${found}, expected ${expected}`,
  );
}

const hubs = Object.values(summary.hubs);
const is_large = summary.energy.national_twh >= 0.5; // as page/format.js chooses its units
const energy_factor = is_large ? 1 : 1000;
const plus = (a, b) => a + b;

test("the file is small, loads quickly, asks for nothing and complains of nothing", async () => {
  assert.ok(
    statSync(report_path).size < 1.5e6,
    `${statSync(report_path).size} bytes`,
  );
  const times = [];
  for (let i = 0; i < 3; i++) {
    const { page, complaints, took_ms, close } = await open();
    times.push(took_ms);
    if (i === 0) await scroll_through(page);
    assert.deepEqual(complaints, []);
    await close();
  }
  console.log(
    `ready after ${times.map(Math.round).join(", ")} ms; ${statSync(report_path).size} bytes`,
  );
  assert.ok(Math.min(...times) < load_limit_ms, `ready after ${times} ms`);
});

test("the page alone answers what a reader asks", async () => {
  const { page, close } = await open();
  const text = (await page.locator("#section-headline").innerText()).replaceAll(
    ",",
    "",
  );
  const figure = (value) =>
    new Intl.NumberFormat("en", {
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
    const misses =
      Math.abs(summary.energy.national_twh / summary.energy.target_twh - 1) >=
      0.005;
    assert.ok(
      text.includes(misses ? "does not meet it" : "This meets the scenario"),
    );
  }
  const bound = hubs
    .map((hub) => hub.supply.first_supply_bound)
    .filter(Boolean)
    .sort();
  assert.ok(
    text.includes(bound.length ? "binds first" : "No hub reached the limit"),
  );
  if (summary.work_flows.length)
    assert.match(
      await page.locator(".sentence").innerText(),
      /^Work of .+ ran in: .+ \d+\.\d%/,
    );
  await close();
});

test("the table of hubs has the numbers of summary.json", async () => {
  const { page, close } = await open();
  const { name, text } = await csv_of(page, "hubs");
  const [head, ...rows] = rows_of(text);
  assert.match(name, /-hubs\.csv$/);
  assert.equal(rows.length, hubs.length);
  rows.forEach((row, i) => {
    assert.equal(row.length, head.length);
    near(
      Number(row[1]),
      hubs[i].energy.facility_twh * energy_factor,
      1e-12,
      "energy",
    );
    near(Number(row[2]), hubs[i].green_share, 1e-12, "green share");
    assert.equal(row[6], hubs[i].supply.first_supply_bound ?? "");
    near(Number(row[7]), hubs[i].supply_bound_hours, 1e-12, "hours bound");
  });
  await close();
});

test("charts hold the numbers of summary.json", async () => {
  const { page, close } = await open();
  await scroll_through(page);
  const blank = await page.evaluate(() =>
    [...document.querySelectorAll(".chart")]
      .filter((node) => !echarts.getInstanceByDom(node))
      .map((node) => node.id),
  );
  assert.deepEqual(blank, []);

  const energy = await series_of(page, "energy-run");
  hubs.forEach((hub, i) =>
    near(
      energy.map(({ data }) => data[i]).reduce(plus, 0),
      (hub.energy.facility_twh +
        hub.energy.shortfall_twh +
        hub.energy.restricted_twh) *
        energy_factor,
      1e-9,
      "energy of a hub",
    ),
  );
  const cost = await series_of(page, "cost");
  const money_factor = is_large ? 1e-9 : 1e-6;
  hubs.forEach((hub, i) =>
    near(
      cost.map(({ data }) => data[i]).reduce(plus, 0),
      hub.cost.total_cny * money_factor,
      1e-6,
      "cost of a hub",
    ),
  );
  const green = await series_of(page, "green-run");
  hubs.forEach((hub, i) =>
    near(
      green[0].data[i] ?? 0,
      100 * (hub.green_share ?? 0),
      1e-9,
      "green share",
    ),
  );
  const steps = (await series_of(page, "waterfall"))[1].data;
  const blocks = Object.values(summary.reconciliation.blocks_twh);
  blocks.forEach((twh, i) =>
    near(steps[i], twh * energy_factor, 1e-9, "block"),
  );
  near(
    steps[blocks.length],
    summary.energy.modelled_twh * energy_factor,
    1e-9,
    "modelled energy",
  );
  await close();
});

test("the hourly columns sum to the books", async () => {
  const { page, close } = await open();
  const [, ...rows] = rows_of((await csv_of(page, "heatmap")).text); // green share: 24 hours a day, in percent
  assert.ok(
    rows
      .flatMap((row) => row.slice(1))
      .every(
        (cell) => cell === "" || (Number(cell) >= 0 && Number(cell) <= 100.5),
      ),
  );
  await page.locator("#heatmap select").first().selectOption("q_load");
  const [head, ...loads] = rows_of((await csv_of(page, "heatmap")).text);
  const to_mw = head[0].endsWith("GW") ? 1000 : 1;
  const hours = 24 / (head.length - 1);
  const twh =
    loads.flatMap((row) => row.slice(1).map(Number)).reduce(plus, 0) *
    to_mw *
    hours *
    1e-6;
  near(
    twh,
    summary.energy.facility_twh + summary.energy.shortfall_twh,
    0.003,
    "load over the run",
  );
  await close();
});

test("both languages are whole, each with its units", async () => {
  const { page, complaints, close } = await open({ locale: "zh-CN" });
  assert.equal(await page.getAttribute("html", "lang"), "zh-CN");
  if (is_large)
    assert.match(await page.locator("#tile-energy b").innerText(), /亿千瓦时$/);
  const chinese = await page.locator("main").innerText();
  await page.locator("header select").first().selectOption("en");
  assert.equal(await page.getAttribute("html", "lang"), "en");
  assert.match(await page.locator("#tile-energy b").innerText(), /[TG]Wh$/);
  const english = await page.locator("main").innerText();
  // A phrase that is missing shows its key.
  for (const text of [chinese, english])
    assert.doesNotMatch(
      text,
      /\b(section|col|tile|q|src|rule|mark|block|cost|metric|storage|policy)_[a-z]|\{\d\}|undefined|NaN/,
    );
  assert.notEqual(chinese, english);
  await page.locator("header select").nth(1).selectOption("yi");
  assert.match(await page.locator("#tile-energy b").innerText(), /千瓦时$/);
  assert.equal(
    await page.evaluate(
      () => document.activeElement.closest("header") !== null,
    ),
    true,
    "the focus is lost",
  );
  assert.deepEqual(complaints, []);
  await close();
});

test("the map follows its slider and plays, by keyboard", async () => {
  const { page, complaints, close } = await open();
  const range = page.locator("#map input[type=range]");
  const before_moving = await page.locator("#map .beside .scroll").innerText();
  await range.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
  assert.equal(await range.inputValue(), "3");
  assert.match(await range.getAttribute("aria-valuetext"), /03:00/);
  assert.match(
    await page.locator("#chart-map").getAttribute("aria-label"),
    /03:00/,
  );
  assert.notEqual(
    await page.locator("#map .beside .scroll").innerText(),
    before_moving,
  );
  await page.locator("#map-play").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(
    () => Number(document.querySelector("#map input[type=range]").value) > 5,
  );
  await page.keyboard.press("Enter");
  const stopped = await range.inputValue();
  await page.waitForTimeout(300);
  assert.equal(await range.inputValue(), stopped);
  assert.deepEqual(complaints, []);
  await close();
});

test("a GeoJSON of the reader lies under the map; another file is refused", async () => {
  const { page, complaints, close } = await open();
  await scroll_through(page);
  const lines = () =>
    page.evaluate(
      () =>
        echarts
          .getInstanceByDom(document.getElementById("chart-map"))
          .getOption()
          .series.filter((s) => s.polyline)
          .flatMap((s) => s.data).length,
    );
  const put = (text) =>
    page.setInputFiles("#map input[type=file]", {
      name: "a.geojson",
      mimeType: "application/json",
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
      type: "FeatureCollection",
      features: geometries.map((geometry) => ({
        type: "Feature",
        properties: {},
        geometry,
      })),
    });
  await put(
    collection(
      { type: "MultiPolygon", coordinates: [[ring], [ring, ring]] },
      { type: "LineString", coordinates: ring },
      { type: "Polygon", coordinates: [ring] },
    ),
  );
  await page.waitForTimeout(100);
  assert.equal(await lines(), 5);
  await put('{"no": "map"}');
  await page.waitForFunction(
    () => document.querySelector("#map [role=status]").textContent !== "",
  );
  assert.deepEqual(complaints, []);
  await close();
});

test("days open into hours, by slider and by click", async () => {
  const { page, complaints, close } = await open();
  await scroll_through(page);
  const title = () => page.locator("#daily-hours h3").innerText();
  const first = await title();
  await page.locator("#daily-hours input[type=range]").focus();
  await page.keyboard.press("Home");
  const home = await title();
  assert.notEqual(home, first);
  const box = await page.locator("#chart-daily-days").boundingBox();
  await page
    .locator("#chart-daily-days")
    .click({ position: { x: box.width * 0.6, y: box.height * 0.6 } });
  assert.notEqual(await title(), home);
  const points = (await series_of(page, "daily-days")).map(
    ({ data }) => data.length,
  );
  assert.ok(
    points.every((count) => count <= 800),
    `${points}: not days`,
  );
  assert.deepEqual(complaints, []);
  await close();
});

test("every table opens and every CSV file is whole", async () => {
  const { page, complaints, close } = await open();
  for (const id of await page.evaluate(() =>
    [...document.querySelectorAll("[data-csv]")].map(
      (button) => button.dataset.csv,
    ),
  )) {
    const { text } = await csv_of(page, id);
    const rows = rows_of(text);
    assert.ok(text.startsWith("\ufeff") && rows.length > 1, `${id} is empty`);
    assert.deepEqual(
      [...new Set(rows.map((row) => row.length))],
      [rows[0].length],
      `${id} is ragged`,
    );
  }
  for (const details of await page.locator("details").all()) {
    await details.locator("summary").click();
    await details.locator("table tbody tr").first().waitFor({ timeout: 5000 });
  }
  assert.deepEqual(complaints, []);
  await close();
});

for (const [locale, colorScheme, width] of [
  ["en-US", "light", 1400],
  ["zh-CN", "dark", 1400],
  ["en-US", "dark", 390],
  ["zh-CN", "light", 390],
]) {
  test(`accessible to axe-core, and as wide as the window: ${locale}, ${colorScheme}, ${width} px`, async () => {
    const { page, close } = await open({ locale, colorScheme, width });
    await scroll_through(page);
    // The table of all hours is like the others, only too long to be checked cell by cell.
    if (width > 1000)
      for (const details of await page
        .locator("figure:not(#heatmap) details")
        .all())
        await details.locator("summary").click();
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() =>
      axe.run(document, { resultTypes: ["violations"] }),
    );
    assert.deepEqual(
      violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map((node) => `${node.target} ${node.failureSummary}`)
            .join(" | ")}`,
      ),
      [],
    );
    assert.ok(
      await page.evaluate(
        () => document.documentElement.scrollWidth <= innerWidth,
      ),
      "the page scrolls sideways",
    );
    await close();
  });
}

test("it prints: light, with all charts, without controls", async () => {
  const { page, complaints, close } = await open({ colorScheme: "dark" });
  const pdf = await page.pdf({ format: "A4" });
  assert.ok(pdf.length > 50000, `${pdf.length} bytes`);
  await page.emulateMedia({ media: "print" });
  assert.equal(
    await page.evaluate(
      () => getComputedStyle(document.querySelector(".controls")).display,
    ),
    "none",
  );
  assert.equal(
    await page.evaluate(() =>
      [...document.querySelectorAll(".chart")].every((node) =>
        echarts.getInstanceByDom(node),
      ),
    ),
    true,
  );
  assert.deepEqual(complaints, []);
  await close();
});

const hostile_names = [
  "</script><script>window.pwned=1</script>",
  '"quotes" \'and\' \\ & <b>bold</b> <img src=x onerror="window.pwned=1">',
  "🐉🔥 👩‍👩‍👧",
  "\u202eright-to-left שלום مرحبا",
  "{a|rich} {b} ${x} %s @data@ /*@page*/ <!-- -->",
  '=HYPERLINK("x")',
];

/** The same report with names that try to be more than names. */
function hostile_twin() {
  const page = readFileSync(report_path, "utf8");
  const [start, end] = [
    page.indexOf('<script id="data"'),
    page.indexOf("</script>", page.indexOf('<script id="data"')),
  ];
  const opening = page.indexOf(">", start) + 1;
  const data = JSON.parse(page.slice(opening, end));
  let next = 0;
  const rename = (entry) => {
    entry.name = hostile_names[next++ % hostile_names.length];
    if ("name_en" in entry) entry.name_en = entry.name;
  };
  [
    ...data.hubs,
    ...data.clusters,
    ...data.sites,
    ...Object.values(data.summary.job_classes),
    ...Object.values(data.summary.model_classes),
  ].forEach(rename);
  data.meta.title = hostile_names.join(" ");
  data.meta.description = hostile_names[0];
  for (const row of data.provenance) row.note = hostile_names[1];
  for (const file of data.meta.files) file.path = hostile_names[0];
  const path = join(scratch, "hostile.html");
  writeFileSync(
    path,
    page.slice(0, opening) +
      JSON.stringify(data).replaceAll("<", "\\u003c") +
      page.slice(end),
  );
  return { path, hubs: data.hubs };
}

test("hostile names stay text", async () => {
  const { path, hubs: renamed } = hostile_twin();
  const { page, complaints, close } = await open({ path });
  await scroll_through(page);
  for (const details of await page.locator("details").all())
    await details.locator("summary").click();
  const shown = await page.locator("#hubs tbody th").allTextContents();
  assert.deepEqual(
    shown,
    renamed.map((hub) => hub.name),
  );
  assert.equal(
    await page.title().then((title) => title.includes("</script>")),
    true,
  );
  for (const id of ["map", "energy-run", "flows", "green-run"]) {
    if ((await page.locator(`#chart-${id}`).count()) === 0) continue;
    const box = await page.locator(`#chart-${id}`).boundingBox();
    for (const x of [0.3, 0.5, 0.7])
      for (const y of [0.3, 0.5, 0.7])
        await page
          .locator(`#chart-${id}`)
          .hover({ position: { x: box.width * x, y: box.height * y } });
  }
  assert.deepEqual(
    await page.evaluate(() => [
      window.pwned,
      document.scripts.length,
      document.images.length,
      document.querySelectorAll("main b b, main script").length,
    ]),
    [undefined, 3, 0, 0],
  );
  const { text } = await csv_of(page, "hubs");
  assert.ok(!/^"?=/m.test(text), "a name would run as a formula");
  assert.deepEqual(complaints, []);
  await close();
});

test("nothing but the report’s own scripts may run", async () => {
  const { page, close } = await open();
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.injected = 1";
    document.body.append(script);
  });
  assert.equal(await page.evaluate(() => window.injected), undefined);
  await close();
});
