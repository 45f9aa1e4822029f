// Where and when supply binds, and how much is held back.
import { select } from '../dom.js';
import { figure, table_figure } from '../figure.js';
import { energy, name_of, time_of, unit } from '../format.js';
import { words } from '../i18n.js';
import { state } from '../page_state.js';
import { color } from '../palette.js';
import { hub_of, over_years, year_name } from './years.js';

const kinds = { restricted: 'held', shortfall: 'series-7' };

export function limits(report) {
  return [bounds(report), held(report)];
}

function bounds(report) {
  const first = (hub) => report.first_supply_bound[hub.id];
  const table = () => ({
    head: [
      words('hub'),
      words('bounds_first'),
      words('bounds_at'),
      ...report.years.map(({ year }) => words('bounds_hours', year)),
    ],
    rows: report.hubs.map((hub) => [
      name_of(hub),
      first(hub) ? String(first(hub).year) : null,
      first(hub)?.at ?? null,
      ...report.years.map((_, year) => hub_of(report, year, hub)?.supply_bound_hours ?? null),
    ]),
  });
  return table_figure('bounds', words('bounds_title'), words('bounds_note'), table, (value, column) => {
    if (column === 1) return value ?? words('never');
    if (column === 2) return value ? time_of(value) : '–';
    return null;
  });
}

function held(report) {
  const now = state('held', { hub: 'nation' });
  const choices = [['nation', words('nation')], ...report.hubs.map((hub) => [hub.id, name_of(hub)])];
  const name = () => choices.find(([id]) => id === now.hub)[1];
  const of_year = (year) => (now.hub === 'nation' ? report.years[year] : hub_of(report, year, { id: now.hub }));
  const drawn = figure({
    id: 'held',
    title: words('held_title'),
    note: words('held_note'),
    alt: words('held_alt', name()),
    height: 320,
    controls: [
      select(words('hub'), choices, now.hub, (hub) => {
        now.hub = hub;
        drawn.refresh(words('held_alt', name()));
      }),
    ],
    option: () => option(report, of_year),
    table: () => table(report, of_year),
  });
  return drawn.element;
}

const twh = (found, kind) => (found?.[`${kind}_gwh`] ?? 0) / 1000;

function option(report, of_year) {
  const scale = unit.energy_of_twh();
  return over_years(
    report.years,
    scale.name,
    Object.entries(kinds).map(([kind, fill]) => ({
      type: 'bar',
      stack: 'held',
      name: words(kind),
      barMaxWidth: 48,
      itemStyle: { color: color(fill) },
      data: report.years.map((_, year) => twh(of_year(year), kind) * scale.factor),
    })),
    (year) => Object.entries(kinds).map(([kind, fill]) => [words(kind), energy(twh(of_year(year), kind)), color(fill)]),
  );
}

function table(report, of_year) {
  const scale = unit.energy_of_twh();
  return {
    head: [words('year'), ...Object.keys(kinds).map((kind) => `${words(kind)}, ${scale.name}`)],
    rows: report.years.map((year, k) => [
      year_name(year),
      ...Object.keys(kinds).map((kind) => twh(of_year(k), kind) * scale.factor),
    ]),
  };
}
