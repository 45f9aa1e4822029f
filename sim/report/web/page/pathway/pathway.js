// The report of a pathway: years that follow each other.
import { number } from '../format.js';
import { words } from '../i18n.js';
import { emissions } from './emissions.js';
import { energy } from './energy.js';
import { green } from './green.js';
import { headline } from './headline.js';
import { hubs } from './hubs.js';
import { limits } from './limits.js';
import { provenance } from './provenance.js';
import { pathway_words } from './words.js';

export const pathway = {
  words: pathway_words,
  read: (data) => ({ description: '', files: [], hubs: [], ...data, ...data.pathway, name: data.pathway.pathway }),
  national_twh: ({ years }) => years.at(-1).national_twh,
  title: ({ title, name }) => title || name,
  description: ({ description }) => description,
  file_stem: ({ name }) => name,
  foot: ({ version, source, years }) => words('foot_pathway', version, source ?? '–', number(years.length)),
  sections: { headline, energy, hubs, green, emissions, limits, provenance },
};
