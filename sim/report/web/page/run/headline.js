// The run in plain words, its main figures, and the hubs at a glance: what a reader must find without a chart.
import { answer, element } from '../dom.js';
import { table_figure } from '../figure.js';
import {
  carbon,
  compact,
  energy,
  energy_in_both,
  in_sentence,
  instant,
  money,
  name_of,
  number,
  percent,
  power,
  time,
  time_of,
  unit,
} from '../format.js';
import { words, words_or } from '../i18n.js';
import { column } from './data.js';
import { index_of_greatest, time_at } from './series.js';

export function headline(report) {
  return [
    element('div', { class: 'plain-words' }, asked(report), came_out(report), binds(report)),
    tiles(report),
    hub_table(report),
  ];
}

function asked({ meta, summary, hubs, places }) {
  const from_to = [time_of(summary.start, 'day'), time(instant(summary.end) - 1, 'day')];
  const text =
    summary.tokens.asked_for > 0
      ? words(
          'asked_text',
          ...from_to,
          hubs.length,
          places.length,
          compact(summary.jobs.submitted),
          compact(summary.tokens.asked_for),
        )
      : words('asked_no_tokens', ...from_to, hubs.length, places.length, compact(summary.jobs.submitted));
  const policies = Object.entries(meta.policy).map(([kind, name]) =>
    element('li', {}, `${words_or(`policy_${kind}`, kind)}: `, element('code', {}, name)),
  );
  return element(
    'div',
    { class: 'answer' },
    element('h3', {}, words('asked')),
    element('p', {}, text),
    element('p', {}, words('policies')),
    element('ul', { class: 'policies' }, policies),
  );
}

/** Within half a percent counts as meeting the target: closer than any of the target's sources. */
const tolerance = 0.005;

function total_against_target({ energy: books, reconciliation: { rule, calibration_factor } }) {
  if (books.target_twh === null) return words('energy_untargeted', energy_in_both(books.national_twh));
  const difference = books.national_twh / books.target_twh - 1;
  // A difference of the last digit must not read as "-0.00 %".
  const rounded = Math.abs(difference) < 5e-5 ? 0 : difference;
  const is_met = Math.abs(difference) < tolerance;
  return words(
    is_met ? (rule === 'none' ? 'energy_meets' : 'energy_made_to_meet') : 'energy_misses',
    energy_in_both(books.national_twh),
    energy(books.target_twh),
    percent(rounded, 2),
    words(rule === 'scale_general_load' ? 'calibrated_general' : 'calibrated_work'),
    number(calibration_factor, 4),
  );
}

function came_out({ summary }) {
  const rest = summary.energy.national_twh - summary.energy.modelled_twh;
  return answer(
    words('came_out'),
    [total_against_target(summary), rest > 1e-9 ? words('energy_modelled', energy(summary.energy.modelled_twh)) : null]
      .filter(Boolean)
      .join(words('between_sentences')),
    words('green_text', percent(summary.green_share), percent(summary.supply.annual_green_share)),
    words(
      'carbon_text',
      carbon(summary.carbon.location_mt),
      carbon(summary.carbon.market_mt),
      money(summary.cost.total_cny),
    ),
    words(
      'jobs_text',
      compact(summary.jobs.submitted),
      compact(summary.jobs.completed),
      percent(summary.work.goodput_share),
    ) +
      (summary.latency.sla_share === null
        ? ''
        : `${words('between_sentences')}${words('sla_text', percent(summary.latency.sla_share), percent(1 - summary.tokens.served / summary.tokens.asked_for))}`),
  );
}

/** The hub whose supply bound first, and the one where it bound longest; null where none did. */
export function bound_hubs({ hubs, summary }) {
  const bound = hubs
    .map((hub) => ({
      hub,
      at: summary.hubs[hub.id].supply.first_supply_bound,
      hours: summary.hubs[hub.id].supply_bound_hours,
    }))
    .filter(({ at }) => at !== null);
  if (bound.length === 0) return null;
  return {
    first: bound.reduce((a, b) => (instant(b.at) < instant(a.at) ? b : a)),
    longest: bound.reduce((a, b) => (b.hours > a.hours ? b : a)),
  };
}

/** With `--bound`: how far the run is from what no policy can beat. */
function against_bound({ bound }) {
  if (!bound || !(bound.gap >= 0)) return null;
  const shown = (value) => (bound.aim === 'carbon' ? `${compact(value)} t` : money(value));
  return words('bound_text', shown(bound.score), shown(bound.bound), percent(bound.gap));
}

function binds(report) {
  const { summary } = report;
  const bound = bound_hubs(report);
  const unmet = summary.compliance.filter((rule) => !rule.is_met).length;
  const rules = summary.compliance.length ? words('rules_unmet', unmet, summary.compliance.length) : null;
  if (!bound)
    return answer(words('binds'), words('binds_none'), nearest_to_limit(report), rules, against_bound(summary));
  return answer(
    words('binds'),
    words('binds_first', in_sentence(bound.first.hub), time_of(bound.first.at)),
    words('binds_longest', in_sentence(bound.longest.hub), number(bound.longest.hours)),
    words(
      'binds_all',
      number(summary.supply_bound_hours),
      energy(summary.energy.restricted_twh),
      energy(summary.energy.shortfall_twh),
    ),
    rules,
    against_bound(summary),
  );
}

/** Filled in when the hours are unpacked: the columns say who came nearest to its limit. */
function nearest_to_limit(report) {
  const place = element('span', {});
  report.when_ready(() => {
    const nearest = report.hubs
      .map((hub, i) => {
        const grid = column(report, 'hub', i, 'grid_to_load_mw');
        const at = index_of_greatest(grid);
        return { hub, at, share: grid[at] / hub.grid_limit_mw };
      })
      .filter(({ share }) => Number.isFinite(share))
      .sort((a, b) => b.share - a.share)[0];
    if (nearest)
      place.textContent = words(
        'binds_nearest',
        in_sentence(nearest.hub),
        percent(nearest.share, 0),
        power(nearest.hub.grid_limit_mw),
        time(time_at(report, nearest.at)),
      );
  });
  return place;
}

function tiles({ summary }) {
  const tile = (id, value, more) =>
    element(
      'div',
      { class: 'tile', id: `tile-${id}` },
      element('span', {}, words(`tile_${id}`)),
      element('b', {}, value),
      element('small', {}, more ?? ''),
    );
  return element(
    'div',
    { class: 'tiles' },
    tile(
      'energy',
      energy(summary.energy.national_twh),
      summary.energy.target_twh === null ? '' : `${words('target')} ${energy(summary.energy.target_twh)}`,
    ),
    tile('green', percent(summary.green_share), `${percent(summary.supply.annual_green_share)} ${words('annual')}`),
    tile('cost', money(summary.cost.total_cny)),
    tile('carbon', carbon(summary.carbon.location_mt)),
    tile('peak', power(summary.peak_load.mw), words('at', time_of(summary.peak_load.at))),
    tile('pue', number(summary.pue, 3)),
    tile('bound', number(summary.supply_bound_hours)),
    tile('wait', `${number(summary.wait.mean_s)} ${words('seconds')}`),
  );
}

function hub_rows({ hubs, summary }) {
  return hubs.map((hub) => {
    const found = summary.hubs[hub.id];
    const rules = summary.compliance.filter((rule) => rule.hub === hub.id);
    return { hub, found, met: rules.filter((rule) => rule.is_met).length, rules: rules.length };
  });
}

function hub_table(report) {
  const energy_unit = unit.energy_of_twh(),
    money_unit = unit.money_of_cny(),
    price = unit.price_of_mwh(),
    power_unit = unit.power_of_mw(),
    carbon_unit = unit.carbon_of_mt();
  const table = () => ({
    head: [
      words('hub'),
      `${words('col_energy')}, ${energy_unit.name}`,
      words('col_green_hourly'),
      words('col_green_annual'),
      `${words('col_cost')}, ${money_unit.name}`,
      `${words('col_unit_cost')}, ${price.name}`,
      words('col_first_bound'),
      words('col_bound_hours'),
      `${words('col_peak')}, ${power_unit.name}`,
      words('col_pue'),
      `${words('col_carbon')}, ${carbon_unit.name}`,
      words('col_rules'),
    ],
    rows: hub_rows(report).map(({ hub, found, met, rules }) => [
      name_of(hub),
      found.energy.facility_twh * energy_unit.factor,
      found.green_share,
      found.supply.annual_green_share,
      found.cost.total_cny * money_unit.factor,
      (found.cost.total_cny / (found.energy.facility_twh * 1e6)) * price.factor,
      found.supply.first_supply_bound,
      found.supply_bound_hours,
      found.peak_load.mw * power_unit.factor,
      found.pue,
      found.carbon.location_mt * carbon_unit.factor,
      rules ? `${met}/${rules}` : null,
    ]),
  });
  return table_figure('hubs', words('hubs_title'), words('hubs_note'), table, (value, column_index) => {
    if (column_index === 2 || column_index === 3) return percent(value);
    if (column_index === 5 || column_index === 9) return number(value, 3);
    if (column_index === 6) return value ? time_of(value) : words('never');
    return null;
  });
}
