// The green share of each hub against the 80 % rule, by the hour and by the year.
import { category_axis, figure, legend, mark_line, plot, tip, tooltip, value_axis } from '../figure.js';
import { day_figures } from './daily.js';
import { broken_name, name_of, percent } from '../format.js';
import { words } from '../i18n.js';
import { color } from '../palette.js';

export function green(report) {
  return [
    of_the_run(report),
    ...day_figures(report, {
      id: 'green',
      title: words('green_day_title'),
      quantities: ['q_green'],
      line: { value: 80, name: words('green_line') },
    }),
  ];
}

function of_the_run(report) {
  const { summary, hubs } = report;
  const rows = [
    ...hubs.map((hub) => [name_of(hub), summary.hubs[hub.id], broken_name(hub)]),
    [words('nation'), summary, words('nation')],
  ].map(([name, found, label]) => ({
    name,
    label,
    hourly: found.green_share,
    annual: found.supply.annual_green_share,
  }));
  const in_percent = (value) => (value === null ? null : 100 * value);
  const bars = (which, fill, decal) => ({
    type: 'bar',
    name: words(`green_${which}`),
    data: rows.map((row) => in_percent(row[which])),
    barGap: '10%',
    itemStyle: { color: color(fill), ...decal },
  });
  return figure({
    id: 'green-run',
    title: words('green_bar_title'),
    note: words('green_bar_note'),
    alt: words('green_bar_alt'),
    height: 320,
    option: (width) => ({
      grid: plot({ top: 56 }),
      legend: legend(),
      tooltip: tooltip({
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        formatter: ([{ dataIndex: i }]) =>
          tip(rows[i].name, [
            [words('green_hourly'), percent(rows[i].hourly), color('renewable')],
            [words('green_annual'), percent(rows[i].annual), color('accent')],
          ]),
      }),
      xAxis: category_axis(
        rows.map((row) => (width < 800 ? row.name : row.label)),
        {
          axisLabel: {
            interval: 0,
            ...(width < 800
              ? { rotate: 60, width: 90, overflow: 'truncate' }
              : { lineHeight: 14, width: (width - 60) / rows.length - 6, overflow: 'truncate' }),
          },
        },
      ),
      yAxis: value_axis('%', { min: 0, max: 100 }),
      series: [
        { ...bars('hourly', 'renewable'), markLine: mark_line(80, words('green_line')) },
        bars('annual', 'accent'),
      ],
    }),
    depends_on_width: true,
    table: () => ({
      head: [words('hub'), `${words('col_green_hourly')}, %`, `${words('col_green_annual')}, %`],
      rows: rows.map((row) => [row.name, in_percent(row.hourly), in_percent(row.annual)]),
    }),
  }).element;
}
