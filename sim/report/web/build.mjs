// Builds dist/: the page's style and scripts, ECharts' part, and the template whose security policy names their hashes.
// `node build.mjs --check` builds beside dist/ and fails when a byte differs from what is committed.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const is_check = process.argv.includes('--check');
/** Kinds of reports: each has a script of its own, so that a page carries no other's. */
const kinds = ['run', 'compare', 'sweep', 'pathway'];
const placeholders = ['/*@style*/', '/*@echarts*/', '/*@page*/', '@data@'];

/** One bundle as text. Deterministic: no source map, no paths, no times. */
async function bundle(entry, options) {
  const result = await build({
    entryPoints: [join(here, entry)],
    absWorkingDir: here,
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    ...options,
  });
  return result.outputFiles[0].text;
}

/** What stands in an inline element must not end it, and must not look like a placeholder of the template. */
function refuse_unsafe(name, text) {
  for (const bad of ['</script', '<!--', '</style', '\r', ...placeholders]) {
    if (text.toLowerCase().includes(bad))
      throw new Error(`${name} holds ${JSON.stringify(bad)}: it cannot be put inline`);
  }
}

const hash = (text) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

/** The template with the hashes of the parts that may run, so that nothing else in the file can. */
function with_policy(template, parts) {
  for (const placeholder of placeholders) {
    if (template.split(placeholder).length !== 2) throw new Error(`page.html must hold ${placeholder} exactly once`);
  }
  const scripts = Object.keys(parts).filter((name) => name.endsWith('.js'));
  return template
    .replace('@script-hashes@', scripts.map((name) => hash(parts[name])).join(' '))
    .replace('@style-hash@', hash(parts['page.css']));
}

/** The licences of what charts.js brings in, word for word. */
async function licences() {
  const names = {
    'echarts-LICENSE': 'echarts/LICENSE',
    'echarts-NOTICE': 'echarts/NOTICE',
    'zrender-LICENSE': 'zrender/LICENSE',
    'tslib-LICENSE': 'tslib/LICENSE.txt',
  };
  const texts = await Promise.all(
    Object.values(names).map((path) => readFile(join(here, 'node_modules', path), 'utf8')),
  );
  return Object.fromEntries(Object.keys(names).map((name, i) => [`${name}.txt`, texts[i]]));
}

async function build_all() {
  const parts = {
    'echarts.js': await bundle('charts.js', {
      globalName: 'echarts',
      define: { 'process.env.NODE_ENV': '"production"' },
    }),
    'page.css': await bundle('page.css', {}),
  };
  for (const kind of kinds) parts[`${kind}.js`] = await bundle(`page/${kind}/main.js`, {});
  for (const [name, text] of Object.entries(parts)) refuse_unsafe(name, text);
  const template = await readFile(join(here, 'page.html'), 'utf8');
  return { ...parts, 'page.html': with_policy(template, parts), ...(await licences()) };
}

async function differs(path, text) {
  const committed = await readFile(path, 'utf8').catch(() => null);
  return committed !== text;
}

const files = await build_all();
const dist = join(here, 'dist');
// What is there and nobody builds any more.
const stale = (await readdir(dist).catch(() => [])).filter((name) => !(name in files));
if (!is_check) {
  await mkdir(dist, { recursive: true });
  for (const name of stale.splice(0)) await rm(join(dist, name));
}
for (const [name, text] of Object.entries(files)) {
  const path = join(dist, name);
  if (!is_check) await writeFile(path, text);
  else if (await differs(path, text)) stale.push(name);
  console.log(`${name}: ${Buffer.byteLength(text)} bytes`);
}
if (stale.length > 0) {
  console.error(`dist/ is not what the sources build: ${stale.join(', ')}; run \`npm ci && npm run build\` and commit`);
  process.exit(1);
}
