// The report of a sweep.
import { number } from '../format.js';
import { words } from '../i18n.js';
import { best } from './best.js';
import { read_sweep } from './data.js';
import { effects } from './effects.js';
import { failures } from './failures.js';
import { headline } from './headline.js';
import { morris } from './morris.js';
import { pairs } from './pairs.js';
import { parallel } from './parallel.js';
import { provenance } from './provenance.js';
import { sobol } from './sobol.js';
import { tornado } from './tornado.js';
import { sweep_words } from './words.js';

export const sweep = {
  words: sweep_words,
  read: read_sweep,
  title: ({ title, name }) => title || name,
  description: ({ description }) => description,
  file_stem: ({ name }) => `${name}-sweep`,
  foot: (report) => words('foot_sweep', report.version, report.source, number(report.runs)),
  sections: { headline, tornado, effects, morris, sobol, pairs, parallel, best, failures, provenance },
};
