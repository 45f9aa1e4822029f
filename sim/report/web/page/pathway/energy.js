// Energy of the nation by year against its target, and as a share of all electricity.
import { element } from '../dom.js';
import { figure } from '../figure.js';
import { energy as in_words, number, percent, unit } from '../format.js';
import { words } from '../i18n.js';
import { color } from '../palette.js';
import { over_years, year_name } from './years.js';

export function energy(report) {
  const has_share = report.years.some((year) => year.share_of_national_electricity > 0);
  return [element('div', { class: 'pair' }, against_target(report), has_share ? share(report) : null)];
}

function ends({ years }, text) {
  return [years[0], years.at(-1)].flatMap((year) => [text(year), year.year]);
}

function against_target(report) {
  const { years } = report;
  const scale = unit.energy_of_twh();
  const of = (key) => years.map((year) => (year[key] === null ? null : year[key] * scale.factor));
  const option = () =>
    over_years(
      years,
      scale.name,
      [
        {
          type: 'bar',
          name: words('col_national'),
          barMaxWidth: 48,
          itemStyle: { color: color('accent') },
          data: of('national_twh'),
        },
        {
          type: 'line',
          name: words('col_target'),
          symbol: 'diamond',
          symbolSize: 10,
          lineStyle: { color: color('warn'), type: 'dashed', width: 2 },
          itemStyle: { color: color('warn') },
          data: of('target_twh'),
        },
      ],
      (i) => [
        [words('col_national'), in_words(years[i].national_twh), color('accent')],
        [words('col_target'), in_words(years[i].target_twh), color('warn')],
      ],
    );
  return figure({
    id: 'energy',
    title: words('energy_title'),
    note: words('energy_note'),
    alt: words('energy_alt', ...ends(report, (year) => in_words(year.national_twh))),
    height: 340,
    option,
    table: () => ({
      head: [words('year'), `${words('col_national')}, ${scale.name}`, `${words('col_target')}, ${scale.name}`],
      rows: years.map((year, i) => [year_name(year), of('national_twh')[i], of('target_twh')[i]]),
    }),
  }).element;
}

function share(report) {
  const { years } = report;
  const values = years.map((year) => 100 * year.share_of_national_electricity);
  const line = {
    type: 'line',
    symbol: 'circle',
    symbolSize: 8,
    lineStyle: { color: color('accent'), width: 2 },
    itemStyle: { color: color('accent') },
    label: { show: true, position: 'top', color: color('ink'), formatter: ({ value }) => number(value, 2) },
    data: values,
  };
  return figure({
    id: 'share',
    title: words('share_title'),
    alt: words('share_alt', ...ends(report, (year) => percent(year.share_of_national_electricity, 2))),
    height: 340,
    option: () =>
      over_years(years, '%', [line], (i) => [[words('share'), `${number(values[i], 2)} %`, color('accent')]], {
        yAxis: { min: 0 },
        grid: { top: 32 },
      }),
    table: () => ({
      head: [words('year'), words('col_share')],
      rows: years.map((year, i) => [year_name(year), values[i]]),
    }),
  }).element;
}
