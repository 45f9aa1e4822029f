// How much of each cluster's accelerators was in use.
import { category_axis, figure, legend, plot, tip, tooltip, value_axis } from '../figure.js';
import { day_figures } from './daily.js';
import { name_of, percent } from '../format.js';
import { words } from '../i18n.js';
import { color } from '../palette.js';

export function utilisation(report) {
  return [
    of_the_run(report),
    ...day_figures(report, {
      id: 'utilisation',
      title: words('utilisation_day_title'),
      quantities: ['q_busy', 'q_queued'],
    }),
  ];
}

function of_the_run(report) {
  const rows = report.places.map((place) => {
    const found = report.summary.clusters[place.id] ?? report.summary.sites[place.id];
    return { place, busy: found?.utilisation?.accelerators ?? null, serving: found?.utilisation?.serving ?? null };
  });
  const in_percent = (share) => (share === null ? null : 100 * share);
  return figure({
    id: 'utilisation-run',
    title: words('utilisation_title'),
    note: words('utilisation_note'),
    alt: words('utilisation_alt'),
    height: 80 + 36 * rows.length,
    option: () => ({
      grid: plot({ top: 40, right: 40 }),
      legend: legend(),
      tooltip: tooltip({
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        formatter: ([{ dataIndex: i }]) =>
          tip(name_of(rows[i].place), [
            [words('utilisation_busy'), percent(rows[i].busy), color('accent')],
            [words('utilisation_serving'), percent(rows[i].serving), color('storage')],
          ]),
      }),
      xAxis: value_axis('%', { min: 0, max: 100 }),
      yAxis: category_axis(
        rows.map(({ place }) => name_of(place)),
        { inverse: true, axisLabel: { width: 140, overflow: 'truncate' } },
      ),
      series: [
        ['busy', 'accent'],
        ['serving', 'storage'],
      ].map(([which, fill]) => ({
        type: 'bar',
        name: words(`utilisation_${which}`),
        data: rows.map((row) => in_percent(row[which])),
        itemStyle: { color: color(fill) },
      })),
    }),
    table: () => ({
      head: [
        words('place'),
        words('hub'),
        words('installed'),
        words('energised'),
        `${words('energised_mw')}, MW`,
        `${words('utilisation_busy')}, %`,
        `${words('utilisation_serving')}, %`,
      ],
      rows: rows.map(({ place, busy, serving }) => [
        name_of(place),
        name_of(report.hub_by_id.get(place.hub)),
        place.installed_accelerators,
        place.energised_accelerators,
        place.energised_it_mw,
        in_percent(busy),
        in_percent(serving),
      ]),
    }),
  }).element;
}
