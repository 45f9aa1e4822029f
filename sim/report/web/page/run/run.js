// The report of a run.
import { compliance } from './compliance.js';
import { cost } from './cost.js';
import { daily } from './daily.js';
import { read_run, unpack_series } from './data.js';
import { durations } from './durations.js';
import { energy } from './energy.js';
import { flows } from './flows.js';
import { green } from './green.js';
import { headline } from './headline.js';
import { heatmap } from './heatmap.js';
import { words } from '../i18n.js';
import { map } from './map.js';
import { provenance } from './provenance.js';
import { reconciliation } from './reconciliation.js';
import { storage } from './storage.js';
import { utilisation } from './utilisation.js';
import { run_words } from './words.js';
import { work } from './work.js';

export const run = {
  words: run_words,
  read: read_run,
  load: unpack_series,
  national_twh: ({ summary }) => summary.energy.national_twh,
  title: ({ meta }) => meta.title || meta.scenario,
  description: ({ meta }) => meta.description,
  file_stem: ({ meta }) => meta.scenario,
  foot: ({ meta }) => words('foot', meta.version, meta.source, meta.seed),
  sections: {
    headline,
    map,
    flows,
    energy,
    heatmap,
    daily,
    green,
    durations,
    storage,
    work,
    utilisation,
    reconciliation,
    compliance,
    cost,
    provenance,
  },
};
