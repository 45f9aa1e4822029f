// The waterfall from the blocks of work to the scenario's total.
import { element } from '../dom.js';
import { category_axis, figure, plot, tip, tooltip, value_axis } from '../figure.js';
import { energy, number, percent, unit } from '../format.js';
import { words, words_or } from '../i18n.js';
import { color } from '../palette.js';

export function reconciliation(report) {
  const found = report.summary.reconciliation;
  const steps = steps_of(found);
  const scale = unit.energy_of_twh();
  const drawn = figure({
    id: 'waterfall',
    title: words('waterfall_title'),
    note: words('waterfall_note'),
    alt: words(
      'waterfall_alt',
      energy(found.national_twh),
      found.target_twh === null ? words('none') : energy(found.target_twh),
    ),
    height: 340,
    depends_on_width: true,
    option: (width) => option(steps, scale, width),
    table: () => ({
      head: [words('block'), scale.name],
      rows: steps.map((step) => [step.name, step.twh * scale.factor]),
    }),
  });
  return [
    drawn.element,
    found.share_of_national_electricity === undefined
      ? null
      : element(
          'p',
          {},
          words('national_share', percent(found.share_of_national_electricity, 2), percent(found.bottom_up_share)),
        ),
  ].filter(Boolean);
}

/** Blocks stand on those before them; totals stand on the ground. */
function steps_of(found) {
  let level = 0;
  const block = (key, twh, fill) => {
    level += twh;
    return { name: words_or(`block_${key}`, key), twh, from: level - twh, fill };
  };
  const total = (key, twh, fill) => ({ name: words(`block_${key}`), twh, from: 0, fill });
  const blocks = Object.entries(found.blocks_twh).map(([key, twh]) => block(key, twh, 'accent'));
  const modelled = total('modelled', found.modelled_twh, 'ink');
  const rest =
    found.rest_of_nation_twh > 0
      ? [block('rest', found.rest_of_nation_twh, 'accent'), total('national', found.national_twh, 'ink')]
      : [];
  return [
    ...blocks,
    modelled,
    ...rest,
    ...(found.target_twh === null ? [] : [total('target', found.target_twh, 'warn')]),
  ];
}

function option(steps, scale, width) {
  const value = (twh) => twh * scale.factor;
  return {
    grid: plot({ top: 40 }),
    tooltip: tooltip({
      formatter: ({ dataIndex: i }) => tip(steps[i].name, [[words('col_energy'), energy(steps[i].twh)]]),
    }),
    xAxis: category_axis(
      steps.map((step) => step.name),
      {
        axisLabel: {
          interval: 0,
          width: width / steps.length - 4,
          overflow: 'break',
          rotate: width < 600 ? 60 : 0,
          ...(width < 600 ? { width: 90, overflow: 'truncate' } : {}),
        },
      },
    ),
    yAxis: value_axis(scale.name),
    series: [
      {
        type: 'bar',
        stack: 'step',
        silent: true,
        itemStyle: { color: 'transparent' },
        data: steps.map((step) => value(step.from)),
        tooltip: { show: false },
      },
      {
        type: 'bar',
        stack: 'step',
        data: steps.map((step) => ({ value: value(step.twh), itemStyle: { color: color(step.fill) } })),
        label: {
          show: true,
          position: 'top',
          color: color('ink'),
          formatter: ({ value: shown }) => number(shown, width < 600 ? 0 : null),
          fontSize: width < 600 ? 9 : 12,
        },
      },
    ],
  };
}
