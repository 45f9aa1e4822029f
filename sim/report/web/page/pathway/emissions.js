// Carbon and cost, year by year.
import { element } from '../dom.js';
import { figure } from '../figure.js';
import { in_unit, unit } from '../format.js';
import { words } from '../i18n.js';
import { color } from '../palette.js';
import { over_years, year_name } from './years.js';

export function emissions(report) {
  return [element('div', { class: 'pair' }, carbon(report), cost(report))];
}

function by_year(report, { id, height = 320, scale, parts, yAxis }) {
  const { years } = report;
  return figure({
    id,
    title: words(`${id}_title`),
    alt: words(`${id}_alt`),
    height,
    option: () =>
      over_years(
        years,
        scale.name,
        parts.map(({ key, ...part }) => ({ ...part, data: years.map((year) => year[key] * scale.factor) })),
        (i) => parts.map(({ key, name, itemStyle }) => [name, in_unit(years[i][key], scale), itemStyle.color]),
        { yAxis },
      ),
    table: () => ({
      head: [words('year'), ...parts.map(({ name }) => `${name}, ${scale.name}`)],
      rows: years.map((year) => [year_name(year), ...parts.map(({ key }) => year[key] * scale.factor)]),
    }),
  }).element;
}

function carbon(report) {
  const line = (key, name, fill, symbol) => ({
    key,
    type: 'line',
    name: words(name),
    symbol,
    symbolSize: 9,
    lineStyle: { color: color(fill), width: 2 },
    itemStyle: { color: color(fill) },
  });
  const parts = [
    line('carbon_location_mt', 'by_location', 'series-0', 'circle'),
    line('carbon_market_mt', 'by_market', 'series-1', 'diamond'),
  ];
  return by_year(report, { id: 'carbon', scale: unit.carbon_of_mt(), parts, yAxis: { min: 0 } });
}

function cost(report) {
  const bar = { type: 'bar', barMaxWidth: 48, itemStyle: { color: color('series-2') } };
  const parts = [{ key: 'cost_cny', name: words('col_cost'), ...bar }];
  return by_year(report, { id: 'cost', scale: unit.money_of_cny(), parts });
}
