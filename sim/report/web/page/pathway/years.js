// Pieces that the charts of years share.
import { category_axis, legend, plot, tip, tooltip, value_axis } from '../figure.js';

/** ◆ marks the years that a scenario gives. */
export const year_name = ({ year, is_anchor }) => (is_anchor ? `${year} ◆` : String(year));

/**
 * A chart over the years.
 * @param series  ECharts series with a value a year.
 * @param lines   For the tooltip: index of the year -> [[name, text, colour]].
 */
export function over_years(years, axis_name, series, lines, more = {}) {
  return {
    grid: plot({ top: 60, ...more.grid }),
    legend: legend(more.legend),
    tooltip: tooltip({
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: ([{ dataIndex: i }]) => tip(year_name(years[i]), lines(i)),
    }),
    xAxis: category_axis(years.map(year_name), {
      axisLabel: { interval: 0, hideOverlap: true, formatter: (name) => name.replace(' ', '\n') },
    }),
    yAxis: value_axis(axis_name, more.yAxis),
    series,
  };
}

export const hub_of = (report, year, hub) => report.years[year].hubs[hub.id];
