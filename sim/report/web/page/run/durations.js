// Price and carbon as duration curves: the hours of each hub sorted from dear to cheap, from dirty to clean.
import { column } from './data.js';
import { element } from '../dom.js';
import { figure, legend, plot, tip, tooltip, value_axis } from '../figure.js';
import { name_of, number } from '../format.js';
import { words } from '../i18n.js';
import { line_style } from '../palette.js';
import { present, quantities } from './quantities.js';

const points = 200; // of a sorted curve: more cannot be seen

export function durations(report) {
  const curves = present(report, ['q_price', 'q_factor']).map((id) =>
    curve_figure(report, id, id === 'q_price' ? 'price' : 'factor'),
  );
  return curves.length ? [element('div', { class: 'pair' }, curves)] : [];
}

function curve_figure(report, id, key) {
  return figure({
    id: `duration-${key}`,
    title: words(`durations_${key}_title`),
    note: words(`durations_${key}_note`),
    alt: words('durations_alt', words(id)),
    height: 380,
    needs_series: true,
    option: () => option(report, id),
    table: () => table(report, id),
  }).element;
}

/** [share of the time in %, value], falling. */
function curve(report, id, hub) {
  const { factor } = quantities[id].unit();
  const sorted = Float32Array.from(column(report, 'hub', hub, quantities[id].columns[0]))
    .sort()
    .reverse();
  const last = sorted.length - 1;
  return Array.from({ length: points + 1 }, (_, k) => [
    (100 * k) / points,
    sorted[Math.round((k / points) * last)] * factor,
  ]);
}

function option(report, id) {
  const { name } = quantities[id].unit();
  const curves = report.hubs.map((_, i) => curve(report, id, i));
  return {
    grid: plot({ top: 88, bottom: 24 }),
    legend: legend(),
    tooltip: tooltip({
      trigger: 'axis',
      formatter: ([{ dataIndex: k }]) =>
        tip(
          `${number(curves[0][k][0])} %`,
          report.hubs.map((hub, i) => [name_of(hub), `${number(curves[i][k][1])} ${name}`, line_style(i).color]),
        ),
    }),
    xAxis: value_axis(`${words('share_of_time')}, %`, { min: 0, max: 100, nameLocation: 'middle', nameGap: 26 }),
    yAxis: value_axis(name, { scale: id === 'q_factor' }),
    series: report.hubs.map((hub, i) => ({
      type: 'line',
      step: 'end',
      name: name_of(hub),
      symbol: 'none',
      data: curves[i],
      lineStyle: line_style(i),
      itemStyle: { color: line_style(i).color },
    })),
  };
}

function table(report, id) {
  const curves = report.hubs.map((_, i) => curve(report, id, i));
  return {
    head: [
      `${words('share_of_time')}, %`,
      ...report.hubs.map((hub) => `${name_of(hub)}, ${quantities[id].unit().name}`),
    ],
    rows: curves[0].map(([share], k) => [share, ...curves.map((points_of_hub) => points_of_hub[k][1])]),
  };
}
