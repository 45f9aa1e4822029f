// What can be drawn by the hour: where its values come from, and the unit they are read in.
import { column, has_column } from './data.js';
import { unit } from '../format.js';
import { green_share, hub_values, weighted_mean } from './series.js';

const share = () => ({ factor: 100, name: '%' });
// `is_ragged`: its axis need not begin at zero. `range`: its axis always shows this.
const plain = () => ({ factor: 1, name: '' });
const of_hub = (name, unit_of) => ({
  of: 'hub',
  unit: unit_of,
  columns: [name],
  values: (report, hub) => hub_values(report, hub, name),
});
const of_market = (name, unit_of) => ({
  of: 'hub',
  unit: unit_of,
  columns: [name],
  values: (report, hub) => weighted_mean(report, hub, name),
  is_ragged: true,
});
const of_place = (name, unit_of) => ({
  of: 'cluster',
  unit: unit_of,
  columns: [name],
  values: (report, place) => column(report, 'cluster', Number(place), name),
});
const of_nation = (name) => ({
  of: 'nation',
  unit: plain,
  columns: [name],
  values: (report) => column(report, 'nation', null, name),
});

export const quantities = {
  q_load: of_hub('load_mw', unit.power_of_mw),
  q_green: { of: 'hub', unit: share, columns: ['green_mw'], values: green_share, range: { min: 0, max: 100 } },
  q_renewable: of_hub('renewable_to_load_mw', unit.power_of_mw),
  q_grid: of_hub('grid_to_load_mw', unit.power_of_mw),
  q_storage: of_hub('storage_to_load_mw', unit.power_of_mw),
  q_lines: of_hub('lines_to_load_mw', unit.power_of_mw),
  q_curtailed: of_hub('curtailed_mw', unit.power_of_mw),
  q_held: of_hub('held_mw', unit.power_of_mw),
  q_stored: of_hub('stored_mwh', unit.energy_of_mwh),
  q_price: of_market('price_cny_per_mwh', unit.price_of_mwh),
  q_factor: of_market('location_factor_t_per_mwh', unit.intensity),
  q_waiting: of_nation('jobs_waiting'),
  q_running: of_nation('jobs_running'),
  q_queued: of_place('queued_jobs', plain),
  q_busy: of_place('busy_share', share),
};

/** Those of `ids` that this run has any values of. */
export function present(report, ids) {
  return ids.filter((id) => quantities[id].columns.some((name) => has_column(report, quantities[id].of, name)));
}
