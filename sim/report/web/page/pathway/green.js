// The green share of each hub and of the nation, year by year, against the 80 % rule.
import { figure, mark_line } from '../figure.js';
import { name_of, number, percent } from '../format.js';
import { words } from '../i18n.js';
import { legend_room } from '../labels.js';
import { color, line_style } from '../palette.js';
import { hub_of, over_years, year_name } from './years.js';

export function green(report) {
  const rows = [
    ...report.hubs.map((hub, i) => ({
      name: name_of(hub),
      style: line_style(i),
      values: report.years.map((_, year) => hub_of(report, year, hub)?.green_share ?? null),
    })),
    {
      name: words('nation'),
      style: { color: color('ink'), type: 'solid', width: 4 },
      values: report.years.map(({ green_share }) => green_share),
    },
  ];
  const in_percent = (value) => (value === null ? null : 100 * value);
  const series = rows.map(({ name, style, values }, i) => ({
    type: 'line',
    name,
    symbol: 'circle',
    symbolSize: 6,
    lineStyle: style,
    itemStyle: { color: style.color },
    data: values.map(in_percent),
    markLine: i === 0 ? mark_line(80, words('green_line')) : undefined,
  }));
  const drawn = figure({
    id: 'green',
    title: words('green_title'),
    note: words('green_note'),
    alt: words('green_alt', number(report.hubs.length)),
    height: 440,
    depends_on_width: true,
    option: (width) =>
      over_years(
        report.years,
        '%',
        series,
        (year) => rows.map(({ name, style, values }) => [name, percent(values[year]), style.color]),
        {
          yAxis: { min: 0, max: 100 },
          grid: {
            top: legend_room(
              rows.map(({ name }) => name),
              width,
            ),
          },
        },
      ),
    table: () => ({
      head: [words('year'), ...rows.map(({ name }) => `${name}, %`)],
      rows: report.years.map((year, k) => [year_name(year), ...rows.map(({ values }) => in_percent(values[k]))]),
    }),
  });
  return [drawn.element];
}
