// Opens reports in Chromium and holds each against the files beside it.
//   node tests/report/browser_test.mjs results/a-run results/a-comparison results/a-sweep results/a-pathway
// browser_shared.mjs says what it needs.
import { join, resolve } from 'node:path';
import { test_compare } from './browser_compare.mjs';
import { test_pathway } from './browser_pathway.mjs';
import { test_run } from './browser_run.mjs';
import { data_of } from './browser_shared.mjs';
import { test_sweep } from './browser_sweep.mjs';

const tests = {
  run: test_run,
  compare: test_compare,
  sweep: test_sweep,
  pathway: test_pathway,
};
const folders = process.argv.slice(2);
if (folders.length === 0) throw new Error('browser_test.mjs FOLDER...: folders with a report.html');
for (const folder of folders) tests[data_of(join(folder, 'report.html')).kind](resolve(folder));
