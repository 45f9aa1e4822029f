// What the run cost, by hub and by kind.
import { category_axis, figure, legend, plot, table_figure, tip, tooltip, value_axis } from '../figure.js';
import { money, name_of, number, unit } from '../format.js';
import { words } from '../i18n.js';
import { color } from '../palette.js';

const kinds = {
  energy_cny: 'series-0',
  demand_charge_cny: 'series-1',
  certificates_cny: 'series-2',
  network_cny: 'series-3',
  response_income_cny: 'series-4',
};

export function cost(report) {
  return [of_hubs(report), vouchers(report)].filter(Boolean);
}

function of_hubs({ hubs, summary }) {
  const scale = unit.money_of_cny();
  // Income lowers the cost, so it is drawn below the axis.
  const amount = (hub, kind) =>
    (kind === 'response_income_cny' ? -1 : 1) * (summary.hubs[hub.id].cost[kind] ?? 0) * scale.factor;
  const used = Object.keys(kinds).filter((kind) => hubs.some((hub) => amount(hub, kind) !== 0));
  return figure({
    id: 'cost',
    title: words('cost_title'),
    note: words('cost_note', money(summary.shadow_cost_cny)),
    alt: words('cost_alt'),
    height: 90 + 34 * hubs.length,
    option: () => ({
      grid: plot({ top: 40, right: 64 }),
      legend: legend(),
      tooltip: tooltip({
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        formatter: ([{ dataIndex: i }]) =>
          tip(name_of(hubs[i]), [
            [words('total'), money(summary.hubs[hubs[i].id].cost.total_cny)],
            ...used.map((kind) => [
              words(`cost_${kind}`),
              `${number(amount(hubs[i], kind))} ${scale.name}`,
              color(kinds[kind]),
            ]),
          ]),
      }),
      xAxis: value_axis(scale.name),
      yAxis: category_axis(hubs.map(name_of), { inverse: true, axisLabel: { width: 130, overflow: 'truncate' } }),
      series: used.map((kind) => ({
        type: 'bar',
        name: words(`cost_${kind}`),
        stack: 'cost',
        data: hubs.map((hub) => amount(hub, kind)),
        itemStyle: { color: color(kinds[kind]) },
      })),
    }),
    table: () => ({
      head: [
        words('hub'),
        ...Object.keys(kinds).map((kind) => `${words(`cost_${kind}`)}, ${scale.name}`),
        `${words('total')}, ${scale.name}`,
      ],
      rows: hubs.map((hub) => [
        name_of(hub),
        ...Object.keys(kinds).map((kind) => amount(hub, kind)),
        summary.hubs[hub.id].cost.total_cny * scale.factor,
      ]),
    }),
  }).element;
}

function vouchers({ hub_by_id, summary }) {
  const paid = Object.entries(summary.vouchers ?? {});
  if (paid.length === 0) return null;
  const scale = unit.money_of_cny();
  return table_figure('vouchers', words('vouchers_title'), null, () => ({
    head: [words('voucher'), words('hub'), `${words('rent')}, ${scale.name}`, `${words('paid')}, ${scale.name}`],
    rows: paid.map(([id, entry]) => [
      id,
      name_of(hub_by_id.get(entry.origin)),
      entry.rent_cny * scale.factor,
      entry.paid_cny * scale.factor,
    ]),
  }));
}
