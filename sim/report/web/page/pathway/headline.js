// The pathway in plain words, and its years as a table with a link to the report of each.
import { answer, element } from '../dom.js';
import { framed, plain_table, scroll_box } from '../figure.js';
import * as format from '../format.js';
import { in_sentence, number, percent, unit } from '../format.js';
import { words } from '../i18n.js';
import { year_name } from './years.js';

export function headline(report) {
  return [element('div', { class: 'plain-words' }, asked(report), came_out(report), binds(report)), year_table(report)];
}

function asked({ years }) {
  const anchors = years.filter(({ is_anchor }) => is_anchor).map(({ year }) => year);
  return answer(
    words('asked'),
    words('asked_text', number(years.length), years[0].year, years.at(-1).year),
    anchors.length ? words('asked_anchors', anchors.join(', ')) : null,
  );
}

const off_target = ({ national_twh, target_twh }) => (target_twh === null ? null : national_twh / target_twh - 1);

/** Within half a percent counts as meeting the target, as in the report of a run. */
const tolerance = 0.005;

function against_target(years) {
  const with_target = years.filter(({ target_twh }) => target_twh !== null);
  if (with_target.length === 0) return words('target_none');
  const worst = with_target.reduce((a, b) => (Math.abs(off_target(b)) > Math.abs(off_target(a)) ? b : a));
  const off = off_target(worst);
  if (Math.abs(off) < tolerance) return words('target_met', percent(Math.max(Math.abs(off), 1e-4), 2));
  return words('target_missed', worst.year, format.signed_percent(off));
}

function came_out({ years }) {
  const [first, last] = [years[0], years.at(-1)];
  const from_to = (text, key, ...more) => [text(first[key], ...more), text(last[key], ...more)];
  return answer(
    words('came_out'),
    words(
      'energy_text',
      format.energy_in_both(first.national_twh),
      first.year,
      format.energy_in_both(last.national_twh),
      last.year,
    ) +
      words('between_sentences') +
      against_target(years),
    last.share_of_national_electricity > 0
      ? words('share_text', ...from_to(percent, 'share_of_national_electricity', 2))
      : null,
    words('green_text', ...from_to(percent, 'green_share')),
    words('carbon_text', ...from_to(format.carbon, 'carbon_location_mt'), ...from_to(format.money, 'cost_cny')),
  );
}

function binds(report) {
  const { hubs, years, first_supply_bound: bounds } = report;
  const bound = hubs.filter(({ id }) => bounds[id]).sort((a, b) => (bounds[a.id].at < bounds[b.id].at ? -1 : 1));
  if (bound.length === 0) return answer(words('binds'), words('binds_none'));
  const { year, at } = bounds[bound[0].id];
  const last = years.at(-1);
  return answer(
    words('binds'),
    words('binds_first', in_sentence(bound[0]), year, format.time_of(at)),
    words('binds_count', last.year, number(bound.length), number(hubs.length)),
    words('binds_held', last.year, format.energy(last.restricted_gwh / 1000), format.energy(last.shortfall_gwh / 1000)),
  );
}

function year_rows({ years }) {
  const energy = unit.energy_of_twh().factor;
  return years.map((year) => [
    year_name(year),
    year.national_twh * energy,
    year.target_twh === null ? null : year.target_twh * energy,
    year.target_twh === null ? null : 100 * off_target(year),
    year.share_of_national_electricity > 0 ? 100 * year.share_of_national_electricity : null, // 0: not known
    year.modelled_twh * energy,
    year.calibration_factor,
    100 * year.green_share,
    year.carbon_location_mt * unit.carbon_of_mt().factor,
    year.carbon_market_mt * unit.carbon_of_mt().factor,
    year.cost_cny * unit.money_of_cny().factor,
    (year.restricted_gwh / 1000) * energy,
    (year.shortfall_gwh / 1000) * energy,
  ]);
}

function year_head() {
  const in_unit = (key, { name }) => `${words(key)}, ${name}`;
  const [energy, carbon, money] = [unit.energy_of_twh(), unit.carbon_of_mt(), unit.money_of_cny()];
  return [
    words('year'),
    in_unit('col_national', energy),
    in_unit('col_target', energy),
    words('col_off'),
    words('col_share'),
    in_unit('col_modelled', energy),
    words('col_factor'),
    words('col_green'),
    in_unit('col_location', carbon),
    in_unit('col_market', carbon),
    in_unit('col_cost', money),
    in_unit('col_restricted', energy),
    in_unit('col_shortfall', energy),
  ];
}

function year_table(report) {
  const title = words('years_title');
  const table = () => ({ head: year_head(), rows: year_rows(report) });
  const data = table();
  const shown = plain_table(data, (i, j) => {
    if (j === 0) return link_to(report.years[i]);
    if (j === 3 && data.rows[i][3] !== null) return format.signed_percent(off_target(report.years[i]));
    if (j === 4 && data.rows[i][4] !== null) return number(data.rows[i][4], 2);
    if (j === 6) return number(data.rows[i][6], 4);
    return null;
  });
  return framed('years', title, words('years_note'), table, scroll_box(title, shown));
}

export const link_to = (year) =>
  element('a', { href: `${encodeURIComponent(year.year)}/report.html` }, year_name(year));
