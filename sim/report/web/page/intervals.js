// Lines from one end of an interval to the other, beside or across the marks of a chart.
import { color } from './palette.js';

/**
 * A series of horizontal or vertical intervals with short ends.
 * @param entries  [{at, low, high, fill}]: `at` on the axis of categories or values; null ends are left out.
 * @param options.offset  In px beside `at`, for bars that share a category.
 */
export function interval_series(entries, { is_horizontal = false, offset = 0, ...more } = {}) {
  const shown = entries.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
  return {
    type: 'custom',
    silent: true,
    z: 3,
    data: shown.map(({ at, low, high }) => (is_horizontal ? [low, at, high] : [at, low, high])),
    encode: is_horizontal ? { x: [0, 2], y: 1 } : { x: 0, y: [1, 2] },
    renderItem: (params, api) => {
      const [a, b, c] = [0, 1, 2].map((dimension) => api.value(dimension));
      const ends = is_horizontal ? [api.coord([a, b]), api.coord([c, b])] : [api.coord([a, b]), api.coord([a, c])];
      const moved = ends.map(([x, y]) => (is_horizontal ? [x, y + offset] : [x + offset, y]));
      return lines(moved, is_horizontal, shown[params.dataIndex].fill ?? color('ink'));
    },
    ...more,
  };
}

function lines([from, to], is_horizontal, stroke) {
  const [dx, dy] = is_horizontal ? [0, 4] : [4, 0];
  const line = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth: 2 } });
  return {
    type: 'group',
    children: [
      line(from[0], from[1], to[0], to[1]),
      ...[from, to].map(([x, y]) => line(x - dx, y - dy, x + dx, y + dy)),
    ],
  };
}
