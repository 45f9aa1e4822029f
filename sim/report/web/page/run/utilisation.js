// How much of the accelerators of each cluster, and of each chip in it, was in use.
import { select } from '../dom.js';
import { category_axis, figure, legend, plot, tip, tooltip, value_axis } from '../figure.js';
import { day_means } from './daily.js';
import { name_of, number, percent } from '../format.js';
import { words } from '../i18n.js';
import { state } from '../page_state.js';
import { color, heat_colors } from '../palette.js';

export function utilisation(report) {
  return [
    of_the_run(report),
    ...(report.pools.length ? [of_pools(report)] : []),
    ...day_means(report, {
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

/** Pools stand in the order of their clusters; chips in the order in which they first come. */
function of_pools(report) {
  const now = state('pools', { which: 'busy' });
  const pools = report.pools.filter((pool) => pool.energised_accelerators > 0);
  const share = { busy: (pool) => pool.accelerator_utilisation, serving: (pool) => pool.serving_utilisation };
  const drawn = figure({
    id: 'pools',
    title: words('pools_title'),
    note: words('pools_note'),
    alt: words('pools_alt'),
    height: 90 + 32 * new Set(pools.map((pool) => pool.cluster)).size,
    controls: [
      select(
        words('measure'),
        ['busy', 'serving'].map((which) => [which, words(`utilisation_${which}`)]),
        now.which,
        (which) => {
          now.which = which;
          drawn.refresh();
        },
      ),
    ],
    option: (width) => pool_matrix(report, pools, share[now.which], width),
    depends_on_width: true,
    table: () => ({
      head: [
        words('place'),
        words('chip'),
        words('energised'),
        `${words('utilisation_busy')}, %`,
        `${words('utilisation_serving')}, %`,
      ],
      rows: pools.map((pool) => [
        name_of(report.place_by_id.get(pool.cluster)),
        pool.chip,
        pool.energised_accelerators,
        100 * share.busy(pool),
        100 * share.serving(pool),
      ]),
    }),
  });
  return drawn.element;
}

function pool_matrix(report, pools, share, width) {
  const clusters = [...new Set(pools.map((pool) => pool.cluster))];
  const chips = [...new Set(pools.map((pool) => pool.chip))];
  const room = (width - 190) / chips.length;
  return {
    grid: plot({ top: 8, bottom: 8 }),
    tooltip: tooltip({
      formatter: ({ data: { pool } }) =>
        tip(`${name_of(report.place_by_id.get(pool.cluster))} · ${pool.chip}`, [
          [words('energised'), number(pool.energised_accelerators)],
          [words('utilisation_busy'), percent(pool.accelerator_utilisation)],
          [words('utilisation_serving'), percent(pool.serving_utilisation)],
        ]),
    }),
    visualMap: { show: false, min: 0, max: 1, inRange: { color: heat_colors } },
    xAxis: category_axis(chips, {
      axisLabel: {
        interval: 0,
        ...(room < 70 ? { rotate: 60, width: 90, overflow: 'truncate' } : { width: room - 6, overflow: 'truncate' }),
      },
    }),
    yAxis: category_axis(
      clusters.map((id) => name_of(report.place_by_id.get(id))),
      { inverse: true, axisLabel: { width: width < 600 ? 84 : 150, overflow: 'truncate' } },
    ),
    series: [
      {
        type: 'heatmap',
        data: pools.map((pool) => ({
          value: [chips.indexOf(pool.chip), clusters.indexOf(pool.cluster), share(pool)],
          pool,
          label: { color: share(pool) > 0.55 ? '#000' : '#fff' },
        })),
        label: {
          show: true,
          formatter: ({ data: { pool } }) => percent(share(pool), room < 50 ? 0 : 1),
          fontSize: room < 50 ? 10 : 12,
        },
        itemStyle: { borderColor: color('card'), borderWidth: 2 },
      },
    ],
  };
}
