// Batteries of the hubs: how full they were, and what they did.
import { element } from '../dom.js';
import { day_figures } from './daily.js';
import { table_figure } from '../figure.js';
import { name_of, number, unit } from '../format.js';
import { words } from '../i18n.js';

export function storage(report) {
  const with_storage = report.hubs.filter((hub) => hub.storage_mwh > 0);
  if (with_storage.length === 0) return [element('p', {}, words('storage_none'))];
  return [
    ...day_figures(report, { id: 'storage', title: words('storage_title'), quantities: ['q_stored', 'q_storage'] }),
    what_it_did(report, with_storage),
  ];
}

function what_it_did({ summary }, hubs) {
  const power = unit.power_of_mw(),
    energy = unit.energy_of_mwh();
  const of_twh = (twh) => twh * 1e6 * energy.factor;
  return table_figure(
    'storage-run',
    words('storage_table_title'),
    null,
    () => ({
      head: [
        words('hub'),
        `${words('storage_power')}, ${power.name}`,
        ...['energy', 'in', 'out', 'loss'].map((which) => `${words(`storage_${which}`)}, ${energy.name}`),
        words('storage_cycles'),
      ],
      rows: hubs.map((hub) => {
        const { energy: books, supply } = summary.hubs[hub.id];
        return [
          name_of(hub),
          hub.storage_mw * power.factor,
          hub.storage_mwh * energy.factor,
          of_twh(books.storage_in_twh),
          of_twh(books.storage_out_twh),
          of_twh(books.storage_loss_twh),
          supply.storage_cycles,
        ];
      }),
    }),
    (value) => (typeof value === 'number' ? number(value) : null),
  );
}
