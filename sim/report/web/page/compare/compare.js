// The report of a comparison.
import { isolated } from '../format.js';
import { words } from '../i18n.js';
import { read_comparison } from './data.js';
import { differences } from './differences.js';
import { gap } from './gap.js';
import { headline, seeds_in_words } from './headline.js';
import { means } from './means.js';
import { pareto } from './pareto.js';
import { provenance } from './provenance.js';
import { seeds } from './seeds.js';
import { compare_words } from './words.js';

export const compare = {
  words: compare_words,
  read: read_comparison,
  title: (report) => words('compare_of', isolated(report.title || report.scenario)),
  description: ({ description }) => description,
  file_stem: ({ scenario }) => `${scenario}-compare`,
  foot: (report) => words('foot_compare', report.version, report.source ?? '–', seeds_in_words(report.seeds)),
  sections: { headline, means, differences, pareto, gap, seeds, provenance },
};
