// Energy of the hubs, year upon year.
import { figure } from '../figure.js';
import { name_of, number, unit } from '../format.js';
import { words } from '../i18n.js';
import { legend_room } from '../labels.js';
import { color, line_style } from '../palette.js';
import { hub_of, over_years, year_name } from './years.js';

export function hubs(report) {
  if (report.hubs.length === 0) return [];
  const scale = unit.energy_of_twh();
  const value = (year, hub) => (hub_of(report, year, hub)?.facility_twh ?? 0) * scale.factor;
  const bars = (hub, i) => ({
    type: 'bar',
    stack: 'hubs',
    name: name_of(hub),
    barMaxWidth: 56,
    // Beyond eight hues they repeat, paler.
    itemStyle: { color: line_style(i).color, opacity: i < 8 ? 1 : 0.55, borderColor: color('card'), borderWidth: 1 },
    data: report.years.map((_, year) => value(year, hub)),
  });
  const lines = (year) => [
    ...report.hubs.map((hub, i) => [name_of(hub), `${number(value(year, hub))} ${scale.name}`, line_style(i).color]),
    [words('total'), `${number(report.hubs.reduce((sum, hub) => sum + value(year, hub), 0))} ${scale.name}`],
  ];
  const drawn = figure({
    id: 'hubs',
    title: words('hubs_title'),
    note: words('hubs_note'),
    alt: words('hubs_alt', number(report.hubs.length)),
    height: 420,
    depends_on_width: true,
    option: (width) =>
      over_years(report.years, scale.name, report.hubs.map(bars), lines, {
        grid: { top: legend_room(report.hubs.map(name_of), width) },
      }),
    table: () => ({
      head: [words('year'), ...report.hubs.map((hub) => `${name_of(hub)}, ${scale.name}`)],
      rows: report.years.map((year, k) => [year_name(year), ...report.hubs.map((hub) => value(k, hub))]),
    }),
  });
  return [drawn.element];
}
